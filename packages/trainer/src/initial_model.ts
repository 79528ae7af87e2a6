import { createRandom, type ItemModel } from "@kindred/core";

/** The stream of the seed from which first vectors are drawn. */
const STREAM = 3;

/**
 * Returns a model to begin with: vectors drawn evenly from
 * [-1, 1] / sqrt(dimensions) times a tenth, so that first logits are near the
 * biases', which are all `initialBias`.
 *
 * @param itemCount How many items.
 * @param options Dimensions, bias and seed.
 */
export function createInitialModel(
  itemCount: number,
  options: { dimensions: number; initialBias: number; seed: number },
): ItemModel {
  const { dimensions, initialBias, seed } = options;
  const random = createRandom(seed, STREAM);
  const values = new Float32Array(itemCount * dimensions);
  const reach = 0.1 / Math.sqrt(dimensions);
  for (let i = 0; i < values.length; i++) {
    values[i] = reach * (2 * random.float() - 1);
  }
  return {
    embeddings: { values, itemCount, dimensions },
    itemBias: new Float32Array(itemCount).fill(initialBias),
    globalBias: 0,
  };
}
