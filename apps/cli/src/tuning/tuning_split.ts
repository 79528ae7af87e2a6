import { createRandom, type WeightedPairs } from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import { drawValidationNegatives, splitPairs } from "@kindred/sampler";

/** Share of the training pairs by which candidates are judged. */
const SHARE = 1 / 5;

/** The stream of the seed that the inner split's own seed is drawn from. */
const STREAM = 9;

/**
 * Returns the training part of a split, split again: what a search judges by must
 * not be what its result is judged by in the end. The split's validation pairs
 * are not looked at, not even in drawing negatives.
 *
 * @param split The split.
 * @param seed Seed of the choice.
 * @throws {RangeError} If there are fewer than two training pairs, or too few
 * pairs of items that do not go together.
 */
export function tuningSplit(
  { itemCount, train }: { itemCount: number; train: WeightedPairs },
  seed: number,
): Split {
  const innerSeed = createRandom(seed, STREAM).uint32();
  const inner = splitPairs(train, { validationShare: SHARE, seed: innerSeed });
  const count = inner.validation.left.length;
  const negatives = drawValidationNegatives(train, count, itemCount, {
    seed: innerSeed,
  });
  return {
    itemCount,
    train: inner.train,
    validation: {
      left: concat(inner.validation.left, negatives.left),
      right: concat(inner.validation.right, negatives.right),
      label: new Uint8Array(2 * count).fill(1, 0, count),
    },
  };
}

function concat(a: Uint32Array, b: Uint32Array): Uint32Array {
  const all = new Uint32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
