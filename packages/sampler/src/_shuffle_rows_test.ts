import { createRandom, shuffleInPlace } from "@kindred/core";
import assert from "node:assert/strict";
import { positions } from "./_positions.ts";
import { shuffleRows } from "./_shuffle_rows.ts";

const LENGTHS = [0, 1, 2, 3, 100, 255, 256, 257, 258, 512, 513, 5000];

Deno.test("shuffleRows() gives what shuffleInPlace() gives, and draws as much", () => {
  for (const n of LENGTHS) {
    const random = createRandom(n);
    const reference = createRandom(n);
    assert.deepEqual(
      shuffleRows(positions(n), random),
      shuffleInPlace(positions(n), reference),
    );
    assert.equal(random.uint32(), reference.uint32(), `${n}`);
  }
});

Deno.test("shuffleRows() brings the same values to a front as a whole shuffle", () => {
  for (const n of LENGTHS) {
    for (const front of [1, Math.floor(n / 3), n - 1, n]) {
      if (front < 0) continue;
      const part = shuffleRows(positions(n), createRandom(n), front);
      const whole = shuffleInPlace(positions(n), createRandom(n));
      assert.deepEqual(
        part.slice(0, front).sort(),
        whole.slice(0, front).sort(),
      );
      assert.deepEqual(part.slice(front), whole.slice(front));
    }
  }
});
