import assert from "node:assert/strict";
import { boosted } from "./boosted.ts";

Deno.test("boosted() multiplies odds and stays in [0, 1]", () => {
  for (const p of [0, 1e-30, 0.1, 0.5, 0.9, 1 - 2 ** -24, 1]) {
    assert.equal(boosted(p, 1), p);
    let before = -1;
    for (const factor of [1e-300, 0.1, 0.5, 1, 2, 50, Number.MAX_VALUE]) {
      const value = boosted(p, factor);
      assert.ok(value >= 0 && value <= 1, `${p}, ${factor}: ${value}`);
      assert.ok(value >= before, "a larger factor never lowers");
      before = value;
    }
  }
  const odds = (p: number) => p / (1 - p);
  assert.ok(Math.abs(odds(boosted(0.3, 7)) - 7 * odds(0.3)) < 1e-12);
});
