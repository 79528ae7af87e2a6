import assert from "node:assert/strict";
import { countPairs } from "./count_pairs.ts";
import { createRandom } from "./random.ts";

Deno.test("countPairs() matches counting item by item", () => {
  const random = createRandom(2);
  const draw = (): Uint32Array =>
    Uint32Array.from({ length: 301 }, () => random.below(40));
  const pairs = { left: draw(), right: draw() };
  const counts = countPairs(pairs, 41);
  for (let item = 0; item < 41; item++) {
    const expected = pairs.left.filter((row) => row === item).length +
      pairs.right.filter((row) => row === item).length;
    assert.equal(counts[item], expected);
  }
});

Deno.test("countPairs() is all zeros without pairs", () => {
  const none = { left: new Uint32Array(), right: new Uint32Array() };
  assert.deepEqual(countPairs(none, 3), new Uint32Array(3));
  assert.deepEqual(countPairs(none, 0), new Uint32Array());
});
