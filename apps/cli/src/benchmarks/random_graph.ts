import {
  createRandom,
  shuffleInPlace,
  type WeightedPairs,
} from "@kindred/core";

/** What is trained on. */
export interface Graph {
  /** How many items there are. */
  itemCount: number;
  /** The pairs, of weight 1 where they are generated. */
  train: WeightedPairs;
}

/** Rows are drawn as `items · u^SKEW` of an even u: a few are in many pairs. */
const SKEW = 2;

/**
 * Returns random pairs of random items. Some items are in far more pairs than
 * others, as in a catalogue, and lie anywhere in the table; pairs may repeat.
 *
 * @param itemCount How many items, at least two.
 * @param pairCount How many pairs.
 * @param seed Where it all comes from.
 */
export function randomGraph(
  itemCount: number,
  pairCount: number,
  seed: number,
): Graph {
  const random = createRandom(seed);
  const rows = shuffleInPlace(
    Uint32Array.from({ length: itemCount }, (_, row) => row),
    random,
  );
  const draw = (): number => Math.floor(itemCount * random.float() ** SKEW);
  const left = new Uint32Array(pairCount);
  const right = new Uint32Array(pairCount);
  for (let p = 0; p < pairCount; p++) {
    const a = draw();
    let b = draw();
    while (b === a) b = draw();
    left[p] = rows[a]!;
    right[p] = rows[b]!;
  }
  const weight = new Float32Array(pairCount).fill(1);
  return { itemCount, train: { left, right, weight } };
}

/**
 * Returns some pairs of a graph, drawn at random, with all of its items.
 *
 * @param graph The graph; not changed.
 * @param pairCount How many, at most.
 * @param seed Which.
 */
export function somePairs(
  { itemCount, train }: Graph,
  pairCount: number,
  seed: number,
): Graph {
  const all = Uint32Array.from(train.left, (_, p) => p);
  const chosen = shuffleInPlace(all, createRandom(seed)).slice(0, pairCount);
  return {
    itemCount,
    train: {
      left: chosen.map((p) => train.left[p]!),
      right: chosen.map((p) => train.right[p]!),
      weight: Float32Array.from(chosen, (p) => train.weight[p]!),
    },
  };
}
