import assert from "node:assert/strict";
import { ItemRandom } from "./item_random.ts";
import { drawRank } from "./popularity.ts";

Deno.test("drawRank() falls off as the rank to the power of -2/3", () => {
  const random = new ItemRandom(1, "links");
  random.begin(0);
  const count = 1000;
  const draws = 200_000;
  const drawn = new Uint32Array(count);
  for (let i = 0; i < draws; i++) drawn[drawRank(random, count)]!++;
  // The share of the first r ranks is the cube root of r / count.
  let sum = 0;
  for (let rank = 0; rank < count; rank++) {
    sum += drawn[rank]!;
    const expected = Math.cbrt((rank + 1) / count);
    assert.ok(Math.abs(sum / draws - expected) < 0.006, `rank ${rank}`);
  }
});
