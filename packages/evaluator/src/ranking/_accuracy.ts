import type { TieGroup } from "./_tie_groups.ts";

/** What the first k places hold of what is relevant, each in `[0, 1]`. */
export interface Accuracy {
  /** Expected share of the relevant items that are there. */
  recall: number;
  /** Expected share of the places that hold a relevant item. */
  precision: number;
  /** Expected normalized discounted cumulative gain. */
  ndcg: number;
  /** Probability that a relevant item is there. */
  hitRate: number;
  /** Expected average precision. */
  map: number;
}

/**
 * Returns the metrics of the first k places of one query. Tied candidates stand
 * in random order, and the metrics are exact expectations over it.
 *
 * @param groups The groups of equal scores of at least k places, or of all
 * candidates.
 * @param k How many places count.
 * @param relevantCount How many relevant items there are in all, at least one.
 */
export function accuracyAt(
  groups: readonly TieGroup[],
  k: number,
  relevantCount: number,
): Accuracy {
  let hits = 0, gain = 0, precisions = 0, missChance = 1;
  for (const { start, end, size, relevant } of groups) {
    if (start >= k) break;
    if (relevant === 0) continue;
    // A place of the group holds a relevant item with probability `share`, and
    // where it does, another place of the group does so with `otherShare`.
    const share = relevant / size;
    const otherShare = size > 1 ? (relevant - 1) / (size - 1) : 0;
    const last = Math.min(end, k);
    for (let place = start + 1; place <= last; place++) {
      const inGroupBefore = place - 1 - start;
      gain += share / Math.log2(place + 1);
      precisions += share * (hits + 1 + inGroupBefore * otherShare) / place;
      missChance *= Math.max(0, size - relevant - inGroupBefore) /
        (size - inGroupBefore);
    }
    // All groups but the last have all their places: `hits` is then a count.
    hits += relevant * (last - start) / size;
  }
  const possible = Math.min(k, relevantCount);
  let bestGain = 0;
  for (let place = 1; place <= possible; place++) {
    bestGain += 1 / Math.log2(place + 1);
  }
  return {
    recall: hits / relevantCount,
    precision: hits / k,
    ndcg: gain / bestGain,
    hitRate: 1 - missChance,
    map: precisions / possible,
  };
}

/**
 * Returns 1 / rank of the best relevant item: of the candidates that tie with it, half of
 * the irrelevant ones count as before it.
 *
 * @param wanted Scores of the relevant items, ascending, float32, shape `[r]`, at
 * least one.
 * @param higher How many candidates score above the best of them.
 * @param tied How many score as it does.
 */
export function reciprocalRank(
  wanted: Float32Array,
  higher: number,
  tied: number,
): number {
  const relevant = wanted.length - wanted.indexOf(wanted.at(-1)!);
  return 1 / (1 + higher + (tied - relevant) / 2);
}
