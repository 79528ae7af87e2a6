import type { ItemModel } from "@kindred/core";
import { checkScoreItems } from "../check_score_items.ts";
import { queryVector } from "../query_vector.ts";
import { dotReference } from "./dot.ts";

/**
 * Writes the score of every item as a neighbour of each of some items:
 * `out[q, i] = v[queries[q]] · v[i] + itemBias[i]`, where halves cross if the model's
 * do. That is the logit less the
 * terms that are the same for all of a query's candidates, so the order is the
 * logit's.
 *
 * @param model The model; only its vectors and item biases are used.
 * @param queries Rows of the items asked for, uint32, shape `[q]`.
 * @param out Receives the scores, float32, shape `[q, itemCount]`.
 * @throws {RangeError} If `out` has another length, or a row does not exist.
 *
 * @example
 * ```ts
 * import { scoreItemsReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const model = {
 *   embeddings: { values: Float32Array.of(2, 3), itemCount: 2, dimensions: 1 },
 *   itemBias: Float32Array.of(0, 0.5),
 *   globalBias: 0,
 * };
 * const out = new Float32Array(2);
 * scoreItemsReference(model, Uint32Array.of(0), out);
 * assert.deepEqual([...out], [4, 6.5]);
 * ```
 */
export function scoreItemsReference(
  model: ItemModel,
  queries: Uint32Array,
  out: Float32Array,
): void {
  const { embeddings: { values, itemCount, dimensions }, itemBias } = model;
  checkScoreItems(model.embeddings.itemCount, queries, out);
  for (const [q, query] of queries.entries()) {
    const asked = queryVector(model, query);
    for (let i = 0; i < itemCount; i++) {
      out[q * itemCount + i] = itemBias[i]! +
        dotReference(asked, 0, values, i * dimensions, dimensions);
    }
  }
}
