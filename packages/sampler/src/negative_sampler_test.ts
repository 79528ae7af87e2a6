import { createRandom, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { assertProportional } from "./_testing.ts";
import { createNegativeSampler } from "./negative_sampler.ts";

/** Items 0 to 4 in 4, 1, 2, 0 and 1 pairs. */
const PAIRS: RowPairs = {
  left: Uint32Array.of(0, 0, 0, 0),
  right: Uint32Array.of(1, 2, 2, 4),
};
const DEGREES = [4, 1, 2, 0, 1];

function countDraws(options?: { power?: number }): Uint32Array {
  const sampler = createNegativeSampler(PAIRS, 5, options);
  const random = createRandom(1);
  const counts = new Uint32Array(5);
  for (let i = 0; i < 50_000; i++) counts[sampler.draw(random)]!++;
  return counts;
}

Deno.test("createNegativeSampler() draws in proportion to frequency^power", () => {
  for (const power of [0, 0.5, 0.75, 1, 2]) {
    assertProportional(
      countDraws({ power }),
      DEGREES.map((degree) => degree === 0 ? 0 : degree ** power),
    );
  }
});

Deno.test("createNegativeSampler() takes power 0.75 by default", () => {
  assert.deepEqual(countDraws(), countDraws({ power: 0.75 }));
});

Deno.test("createNegativeSampler() throws RangeError if there is no pair", () => {
  const none = { left: new Uint32Array(), right: new Uint32Array() };
  assert.throws(() => createNegativeSampler(none, 3), {
    name: "RangeError",
    message:
      "Cannot build an alias table: the weights must have a sum > 0, got 0",
  });
});

Deno.test("createNegativeSampler() throws RangeError if the power is out of range", () => {
  for (const power of [-0.1, 2.1, NaN]) {
    assert.throws(() => createNegativeSampler(PAIRS, 5, { power }), {
      name: "RangeError",
      message:
        `Cannot sample negatives: the power must be a number in [0, 2], got ${power}`,
    });
  }
});
