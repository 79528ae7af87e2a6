import { checkItemModel, type ItemModel } from "@kindred/core";
import { pairLogits, scoreItems } from "@kindred/kernels";
import { openRanker } from "@kindred/kernels/threads";
import type { Scorer } from "./scorer.ts";

/**
 * Returns the scorer `model`: a pair's score is its logit, in nats,
 * `u · v + itemBias[u] + itemBias[v] + globalBias`.
 *
 * `scoreItems` leaves out the query's own bias and the global one, which are the
 * same for all of its candidates. `rank` does so too, by SIMD on several
 * threads, whose sums may differ in the last bits but are the same everywhere.
 *
 * @param model The trained model; kept, not copied.
 * @throws {RangeError} If its arrays do not fit together or hold a number that
 * is not finite.
 *
 * @example
 * ```ts
 * import { modelScorer } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scorer = modelScorer({
 *   embeddings: { values: Float32Array.of(2, 3), itemCount: 2, dimensions: 1 },
 *   itemBias: Float32Array.of(0.5, 1),
 *   globalBias: -4,
 * });
 * const scores = scorer.scorePairs(Uint32Array.of(0), Uint32Array.of(1));
 * assert.deepEqual([...scores], [2 * 3 + 0.5 + 1 - 4]);
 * ```
 */
export function modelScorer(model: ItemModel): Scorer {
  checkItemModel("score by the model", model);
  return {
    name: "model",
    logits: true,
    scorePairs: (left, right) => pairLogits(model, left, right),
    scoreItems(queries, out) {
      scoreItems(model, queries, out);
    },
    async rank(job, { threads, ...hooks } = {}) {
      // Relaxed SIMD rounds as the processor likes; a report should be the same
      // everywhere.
      const ranker = openRanker(model, { threads, relaxed: false });
      try {
        return await ranker.rank(job, hooks);
      } finally {
        await ranker.close();
      }
    },
  };
}
