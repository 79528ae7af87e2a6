import type { EmbeddingTable } from "./embedding_table.ts";

/**
 * A trained factorization model. A pair's logit is
 * `u · v + itemBias[u] + itemBias[v] + globalBias`; its probability is the
 * logit's sigmoid.
 */
export interface ItemModel {
  /** One vector an item. */
  embeddings: EmbeddingTable;
  /** One number an item, float32, shape `[itemCount]`; zeros where unused. */
  itemBias: Float32Array;
  /** One number for all pairs; 0 where unused. */
  globalBias: number;
  /**
   * Whether a vector is two of half its width, u and v, of which a pair's dot
   * product crosses the halves: `u · v` is then `u_a · v_b + v_a · u_b`. So one table
   * holds what an item is as the one asked for and as the one found. Default false.
   */
  crossed?: boolean;
}

/**
 * Checks that a model's arrays fit together.
 *
 * @param action What the caller is about to do, for the message: `export`.
 * @param model The model to check.
 * @throws {RangeError} If an array has another length than the shapes say, or
 * holds a number that is not finite.
 */
export function checkItemModel(action: string, model: ItemModel): void {
  const { embeddings: { values, itemCount, dimensions }, itemBias } = model;
  if (
    values.length !== itemCount * dimensions || itemBias.length !== itemCount
  ) {
    throw new RangeError(
      `Cannot ${action}: a model of ${itemCount} items must have ${
        itemCount * dimensions
      } values and ${itemCount} biases, got ${values.length} and ${itemBias.length}`,
    );
  }
  if (model.crossed && dimensions % 2 !== 0) {
    throw new RangeError(
      `Cannot ${action}: vectors whose halves cross must have an even number of dimensions, got ${dimensions}`,
    );
  }
  for (
    const [name, array] of [["vectors", values], ["biases", itemBias]] as const
  ) {
    const at = array.findIndex((value) => !Number.isFinite(value));
    if (at !== -1) {
      throw new RangeError(
        `Cannot ${action}: the ${name} must be finite, got ${
          array[at]
        } at position ${at}`,
      );
    }
  }
  if (!Number.isFinite(model.globalBias)) {
    throw new RangeError(
      `Cannot ${action}: the global bias must be finite, got ${model.globalBias}`,
    );
  }
}
