import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { PairSet } from "./pair_set.ts";

Deno.test("PairSet matches a Set of texts over random pairs, growing", () => {
  const random = createRandom(1);
  for (const itemCount of [1, 2, 40, 1000, 65_536]) {
    const pairs = new PairSet(itemCount);
    const oracle = new Set<string>();
    for (let i = 0; i < 5000; i++) {
      const a = random.below(itemCount);
      const b = random.below(itemCount);
      const key = `${Math.min(a, b)}-${Math.max(a, b)}`;
      assert.equal(pairs.has(a, b), oracle.has(key));
      if (random.float() < 0.6) {
        assert.equal(pairs.add(a, b), !oracle.has(key));
        oracle.add(key);
      }
      assert.equal(pairs.size, oracle.size);
    }
    for (const key of oracle) {
      const [a, b] = key.split("-").map(Number) as [number, number];
      assert.ok(pairs.has(a, b) && pairs.has(b, a));
    }
  }
});

Deno.test("PairSet holds as many as expected, and more", () => {
  for (const expected of [0, 1, 8, 1000]) {
    const pairs = new PairSet(3000, expected);
    for (let i = 0; i < 2500; i++) assert.ok(pairs.add(i, i + 1));
    assert.equal(pairs.size, 2500);
    for (let i = 0; i < 2500; i++) {
      assert.ok(pairs.has(i + 1, i));
      assert.ok(!pairs.has(i, i + 2));
    }
  }
});

Deno.test("PairSet takes the pair of row 0 with itself", () => {
  const pairs = new PairSet(5);
  assert.equal(pairs.has(0, 0), false);
  assert.equal(pairs.add(0, 0), true);
  assert.equal(pairs.add(0, 0), false);
  assert.equal(pairs.has(0, 1), false);
});

Deno.test("PairSet tells pairs apart at the largest item count", () => {
  const last = 94_906_264;
  const pairs = new PairSet(last + 1);
  const near = [last - 3, last - 2, last - 1, last];
  for (const a of near) {
    for (const b of near) if (a < b) assert.equal(pairs.add(a, b), true);
  }
  assert.equal(pairs.size, 6);
  assert.equal(pairs.has(last, last), false);
});

Deno.test("PairSet throws RangeError if the item count is out of range", () => {
  for (const itemCount of [-1, 94_906_266, NaN]) {
    assert.throws(() => new PairSet(itemCount), {
      name: "RangeError",
      message:
        `Cannot create a pair set: the item count must be in [0, 94906265], got ${itemCount}`,
    });
  }
});
