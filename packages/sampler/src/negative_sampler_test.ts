import { createRandom, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import {
  createNegativeSampler,
  NEGATIVE_STREAMS,
  type NegativeSamplerOptions,
  type NegativeStream,
} from "./negative_sampler.ts";
import { testNegativeSampler } from "./negative_sampler_spec.ts";

for (const method of NEGATIVE_STREAMS) {
  testNegativeSampler(
    `createNegativeSampler({ method: "${method}" })`,
    (pairs, itemCount, options) =>
      createNegativeSampler(pairs, itemCount, { method, ...options }),
  );
}
// Shorter than what is drawn from it: many rounds.
testNegativeSampler(
  "createNegativeSampler() of a short stream",
  (pairs, itemCount, options) =>
    createNegativeSampler(pairs, itemCount, {
      method: "stream",
      streamLength: 99_991,
      ...options,
    }),
);

/** Items 0 to 4 in 4, 1, 2, 0 and 1 pairs. */
const PAIRS: RowPairs = {
  left: Uint32Array.of(0, 0, 0, 0),
  right: Uint32Array.of(1, 2, 2, 4),
};

function drawMany(options?: NegativeSamplerOptions): Uint32Array {
  const drawn = new Uint32Array(1000);
  createNegativeSampler(PAIRS, 5, options).fill(drawn, createRandom(1));
  return drawn;
}

Deno.test("createNegativeSampler() takes power 0.75 and the alias table by default", () => {
  assert.deepEqual(drawMany(), drawMany({ power: 0.75, method: "alias" }));
});

Deno.test("createNegativeSampler() passes length and seed to the stream", () => {
  const method = "stream";
  const round = drawMany({ method, streamLength: 10 }).subarray(0, 10);
  assert.notDeepEqual(drawMany({ method }), drawMany({ method, seed: 2 }));
  // Due to items 0, 1, 2 and 4 are 4.3, 1.5, 2.6 and 1.5 places.
  assert.deepEqual([...round.sort()], [0, 0, 0, 0, 1, 1, 2, 2, 4, 4]);
});

Deno.test("createNegativeSampler() throws RangeError if an option is out of range", () => {
  for (const power of [-0.1, 2.1, NaN]) {
    assert.throws(() => createNegativeSampler(PAIRS, 5, { power }), {
      name: "RangeError",
      message:
        `Cannot sample negatives: the power must be a number in [0, 2], got ${power}`,
    });
  }
  const method = "table" as NegativeStream;
  assert.throws(() => createNegativeSampler(PAIRS, 5, { method }), {
    name: "RangeError",
    message:
      'Cannot sample negatives: the method must be one of alias, stream, got "table"',
  });
});
