import { createRandom, type ItemModel } from "@kindred/core";
import { scoreItemsReference } from "@kindred/kernels";
import assert from "node:assert/strict";
import { scoreBlock } from "./_score_block.ts";

Deno.test("scoreBlock() matches scoreItemsReference() for every tail", () => {
  const random = createRandom(12);
  for (const dimensions of [1, 3, 4, 7, 128]) {
    const itemCount = 11;
    const draw = (length: number) =>
      Float32Array.from({ length }, () => random.float() - 0.5);
    const model: ItemModel = {
      embeddings: {
        values: draw(itemCount * dimensions),
        itemCount,
        dimensions,
      },
      itemBias: draw(itemCount),
      globalBias: 1,
    };
    for (let q = 0; q < 10; q++) {
      const queries = Uint32Array.from(
        { length: q },
        () => random.below(itemCount),
      );
      const expected = new Float32Array(q * itemCount);
      scoreItemsReference(model, queries, expected);
      const actual = new Float32Array(q * itemCount).fill(NaN);
      scoreBlock(model, queries, actual);
      for (const [at, score] of actual.entries()) {
        // Float64 sums in another order, then one rounding to float32 (2^-24).
        const tolerance = 1e-7 + 1e-6 * Math.abs(expected[at]!);
        assert.ok(Math.abs(score - expected[at]!) <= tolerance);
      }
    }
  }
});
