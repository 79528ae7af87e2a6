import type { ItemModel, Random } from "@kindred/core";
import type { VectorTable } from "../precision/vector_table.ts";

/** Items asked for together. */
export interface Basket {
  /** Their rows, uint32, shape `[basket]`; places that fill it up repeat the first. */
  rows: Uint32Array;
  /** What each counts, float32, shape `[basket]`; 0 where a place fills it up. */
  weights: Float32Array;
}

/** A basket as one query, by plain arithmetic. */
export interface BasketQuery {
  /** What is multiplied with the vectors, float32, shape `[dimensions]`. */
  vector: Float32Array;
  /** The bias of the basket as a whole. */
  bias: number;
}

/**
 * Returns a basket of an item and others drawn at random.
 *
 * @param row The item.
 * @param size How many rows in all.
 * @param width Places of the basket.
 * @param itemCount Rows that there are.
 * @param random Where randomness comes from.
 */
export function drawBasket(
  row: number,
  size: number,
  width: number,
  itemCount: number,
  random: Random,
): Basket {
  const rows = new Uint32Array(width).fill(row);
  const weights = new Float32Array(width);
  for (let m = 0; m < size; m++) {
    if (m > 0) rows[m] = random.below(itemCount);
    weights[m] = size === 1 ? 1 : 0.25 + random.float();
  }
  return { rows, weights };
}

/**
 * Returns the weighted mean of a basket's partner vectors and biases.
 *
 * @param model The model, of which the biases and the shape are read.
 * @param table Its vectors as the graphs hold them.
 * @param basket The basket.
 */
export function basketQuery(
  { embeddings: { dimensions }, itemBias, crossed }: ItemModel,
  table: VectorTable,
  { rows, weights }: Basket,
): BasketQuery {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const sums = new Float64Array(dimensions);
  const vector = new Float32Array(dimensions);
  let bias = 0;
  for (const [m, row] of rows.entries()) {
    const share = weights[m]! / whole;
    table.read(row, vector);
    for (let i = 0; i < dimensions; i++) sums[i]! += share * vector[i]!;
    bias += share * itemBias[row]!;
  }
  // Where halves cross, the first half meets the second of the other side.
  const turn = crossed ? dimensions / 2 : 0;
  for (let i = 0; i < dimensions; i++) {
    vector[i] = sums[(i + turn) % dimensions]!;
  }
  return { vector, bias };
}
