import { createRandom, type ItemModel } from "@kindred/core";

/** What {@linkcode randomModel} makes. */
export interface RandomModelOptions {
  itemCount: number;
  dimensions: number;
  /** Whether halves cross. Default false. */
  crossed?: boolean;
  /** How many directions the vectors are mixed of. Default 16. */
  rank?: number;
}

/** Returns a model of random vectors, about 2 long, with random biases. */
export function randomModel(
  { itemCount, dimensions, crossed = false, rank = 16 }: RandomModelOptions,
): ItemModel {
  const random = createRandom(1);
  const drawn = (length: number, largest: number) =>
    Float32Array.from(
      { length },
      () => largest * (2 * random.float() - 1),
    );
  const directions = drawn(rank * dimensions, 6 / Math.sqrt(rank * dimensions));
  const values = new Float32Array(itemCount * dimensions);
  for (let item = 0; item < itemCount; item++) {
    const vector = values.subarray(item * dimensions, (item + 1) * dimensions);
    for (const [r, share] of drawn(rank, 1).entries()) {
      for (let j = 0; j < dimensions; j++) {
        vector[j]! += share * directions[r * dimensions + j]!;
      }
    }
  }
  return {
    embeddings: { values, itemCount, dimensions },
    itemBias: drawn(itemCount, 0.5),
    globalBias: -1,
    ...crossed ? { crossed } : {},
  };
}
