// The best 10 of 420,000 items for some hundred queries, and the best 100 of
// 10,000 for all of them; 128 dimensions. Time is linear in queries: 10,000 of
// the first are 25 times the 400 here; 100,000 items for themselves are 100 times
// the second.
// Run: deno bench -A --cached-only packages/kernels/src/threads/ranker_bench.ts
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { rankItemsReference } from "../reference/rank_items.ts";
import { openRanker } from "./ranker.ts";

const DIMENSIONS = 128;

for (
  const [itemCount, queryCount, k] of [
    [420_000, 400, 10],
    [10_000, 10_000, 100],
  ] as const
) {
  const random = createRandom(1);
  const model = {
    embeddings: {
      values: Float32Array.from(
        { length: itemCount * DIMENSIONS },
        () => random.float() - 0.5,
      ),
      itemCount,
      dimensions: DIMENSIONS,
    },
    itemBias: new Float32Array(itemCount),
    globalBias: 0,
  };
  const queries = Uint32Array.from(
    { length: queryCount },
    (_, q) => (q * 7919) % itemCount,
  );
  const group = `the best ${k} of ${itemCount} for ${queryCount} queries`;
  const n = 3;
  for (const threads of [1, 2]) {
    const ranker = openRanker(model, { threads });
    // A fast wrong answer is worthless: compare before timing. It starts the
    // threads too.
    const ranked = await ranker.rank({ queries, k });
    const few = queries.subarray(0, 2);
    const { scores } = rankItemsReference(model, { queries: few, k });
    for (const [at, score] of scores.entries()) {
      const off = Math.abs(ranked.scores[at]! - score);
      assert.ok(off < 1e-4, `off by ${off}`);
    }
    Deno.bench(
      {
        group,
        name: `${threads} threads`,
        baseline: threads === 1,
        warmup: 1,
        n,
      },
      async () => {
        await ranker.rank({ queries, k });
      },
    );
  }
}
