import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { createGramWork, gramPieces, sumParts } from "./gram_work.ts";
import { SHARED } from "@kindred/kernels";
import { referenceKernels } from "./train_kernels.ts";

for (const itemCount of [1, 63, 64, 500]) {
  Deno.test(`sumParts() of ${itemCount} rows is their table times itself`, () => {
    const dimensions = 4;
    const random = createRandom(itemCount);
    const values = Float32Array.from(
      { length: itemCount * dimensions },
      () => random.float() - 0.5,
    );
    const table = { values, itemCount, dimensions };
    const work = createGramWork(table, SHARED);
    const doPart = gramPieces(work, referenceKernels);
    const out = new Float32Array(dimensions ** 2);
    // Whatever was there before, and in whatever order the parts are done.
    for (let round = 0; round < 2; round++) {
      for (let part = work.parts.length - 1; part >= 0; part--) doPart(1, part);
      sumParts(work, out);
    }
    for (let r = 0; r < dimensions; r++) {
      for (let c = 0; c < dimensions; c++) {
        let sum = 0;
        for (let i = 0; i < itemCount; i++) {
          sum += values[i * dimensions + r]! * values[i * dimensions + c]!;
        }
        // Each part is rounded to single precision: 64 times half of 3e-8.
        assert.ok(Math.abs(out[r * dimensions + c]! - sum) < 1e-5);
      }
    }
  });
}

Deno.test("createGramWork() takes fewer parts where they are large", () => {
  const partsOf = (dimensions: number): number =>
    createGramWork(
      { values: new Float32Array(dimensions), itemCount: 1, dimensions },
      SHARED,
    ).parts.length;
  assert.equal(partsOf(128), 64);
  assert.equal(partsOf(512), 16);
  assert.equal(partsOf(1024), 4);
});
