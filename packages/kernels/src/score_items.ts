import type { ItemModel } from "@kindred/core";
import { checkScoreItems } from "./check_score_items.ts";
import { queryVector } from "./query_vector.ts";

/** Queries whose sums are kept in registers at a time. */
const LANES = 4;

/**
 * Writes what {@linkcode scoreItemsReference} writes, about twice as fast
 * (`deno bench packages/kernels`): full rankings are nearly all of an
 * evaluation's time.
 *
 * Four queries share each number of a row that is read, and both sides are
 * turned into float64 once for a block and not once for every product. The sums
 * are float64, added in another order than the reference's.
 *
 * @param model The model; only its vectors and item biases are used.
 * @param queries Rows of the items asked for, uint32, shape `[q]`.
 * @param out Receives the scores, float32, shape `[q, itemCount]`.
 * @throws {RangeError} If `out` has another length, or a row does not exist.
 *
 * @example
 * ```ts
 * import { scoreItems } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const model = {
 *   embeddings: { values: Float32Array.of(2, 3), itemCount: 2, dimensions: 1 },
 *   itemBias: Float32Array.of(0, 0.5),
 *   globalBias: 0,
 * };
 * const scores = new Float32Array(2);
 * scoreItems(model, Uint32Array.of(0), scores);
 * assert.deepEqual([...scores], [4, 6.5]);
 * ```
 */
export function scoreItems(
  model: ItemModel,
  queries: Uint32Array,
  out: Float32Array,
): void {
  checkScoreItems(model.embeddings.itemCount, queries, out);
  const { embeddings: { values, itemCount: n, dimensions }, itemBias } = model;
  const groups = Math.ceil(queries.length / LANES);
  // asked is (groups, dimensions, LANES): the queries' vectors, four abreast,
  // zeros where the last group has fewer.
  const asked = new Float64Array(groups * dimensions * LANES);
  for (const [q, query] of queries.entries()) {
    const start = Math.floor(q / LANES) * dimensions * LANES + q % LANES;
    const vector = queryVector(model, query);
    for (let j = 0; j < dimensions; j++) {
      asked[start + j * LANES] = vector[j]!;
    }
  }
  const row = new Float64Array(dimensions);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < dimensions; j++) row[j] = values[i * dimensions + j]!;
    const bias = itemBias[i]!;
    let at = 0;
    for (let q = 0; q < queries.length; q += LANES) {
      let sum0 = bias, sum1 = bias, sum2 = bias, sum3 = bias;
      for (let j = 0; j < dimensions; j++) {
        const x = row[j]!;
        sum0 += x * asked[at]!;
        sum1 += x * asked[at + 1]!;
        sum2 += x * asked[at + 2]!;
        sum3 += x * asked[at + 3]!;
        at += LANES;
      }
      const left = queries.length - q;
      out[q * n + i] = sum0;
      if (left > 1) out[(q + 1) * n + i] = sum1;
      if (left > 2) out[(q + 2) * n + i] = sum2;
      if (left > 3) out[(q + 3) * n + i] = sum3;
    }
  }
}
