import { checkPairs, type ItemModel } from "@kindred/core";
import { dotReference } from "./reference/dot.ts";

/**
 * Returns the logit of pairs by a model, in nats:
 * `u · v + itemBias[u] + itemBias[v] + globalBias`.
 *
 * @param model The model.
 * @param left One row of each pair, uint32, shape `[n]`.
 * @param right The other row, uint32, shape `[n]`.
 * @returns float32, shape `[n]`.
 * @throws {RangeError} If the arrays are not equally long, or a row does not exist.
 *
 * @example
 * ```ts
 * import { pairLogits } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const model = {
 *   embeddings: { values: Float32Array.of(2, 3), itemCount: 2, dimensions: 1 },
 *   itemBias: Float32Array.of(0.5, 1),
 *   globalBias: -4,
 * };
 * const logits = pairLogits(model, Uint32Array.of(0), Uint32Array.of(1));
 * assert.deepEqual([...logits], [2 * 3 + 0.5 + 1 - 4]);
 * ```
 */
export function pairLogits(
  model: ItemModel,
  left: Uint32Array,
  right: Uint32Array,
): Float32Array {
  const { embeddings, itemBias, globalBias, crossed = false } = model;
  const { values, itemCount, dimensions } = embeddings;
  checkPairs("score pairs", { left, right }, itemCount);
  // Where halves cross, the first of one meets the second of the other.
  const width = crossed ? dimensions / 2 : dimensions;
  const logits = new Float32Array(left.length);
  for (let p = 0; p < logits.length; p++) {
    const u = left[p]!;
    const v = right[p]!;
    let dot = 0;
    for (let from = 0; from < dimensions; from += width) {
      const opposite = crossed ? width - from : from;
      dot += dotReference(
        values,
        u * dimensions + from,
        values,
        v * dimensions + opposite,
        width,
      );
    }
    logits[p] = dot + itemBias[u]! + itemBias[v]! + globalBias;
  }
  return logits;
}
