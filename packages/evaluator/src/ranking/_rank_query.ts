import { topKReference } from "@kindred/kernels";

/** The ranking metrics of one query item, each in `[0, 1]`. */
export interface QueryRanking {
  /** Expected share of the relevant items in the first k. */
  recall: number;
  /** Expected normalized discounted cumulative gain of the first k. */
  ndcg: number;
  /** Probability that the first k hold a relevant item. */
  hitRate: number;
  /** 1 over the rank of the best relevant item. */
  reciprocalRank: number;
}

/**
 * Returns the discounted gain of relevant items in the first `c` places for each
 * `c` up to `k`: Σ 1 / log2(place + 1), places from 1; float64, shape `[k + 1]`.
 */
export function cumulativeDiscounts(k: number): Float64Array {
  const discounts = new Float64Array(k + 1);
  for (let c = 1; c <= k; c++) {
    discounts[c] = discounts[c - 1]! + 1 / Math.log2(c + 1);
  }
  return discounts;
}

/**
 * Returns the ranking metrics of one query. Tied candidates stand in random
 * order, and the metrics are exact expectations over it.
 *
 * @param scores float32, shape `[itemCount]`; -Infinity where an item is no
 * candidate.
 * @param relevant Rows of the relevant items, all of them candidates, uint32,
 * shape `[r]`, at least one.
 * @param discounts What {@linkcode cumulativeDiscounts} returns for k.
 */
export function rankQuery(
  scores: Float32Array,
  relevant: Uint32Array,
  discounts: Float64Array,
): QueryRanking {
  const k = discounts.length - 1;
  const top = topKReference(scores, k).scores;
  const last = top.length > 0 ? top[top.length - 1]! : Infinity;
  let best = -Infinity;
  for (const item of relevant) best = Math.max(best, scores[item]!);

  let higher = 0; // candidates above the best relevant item
  let tied = 0; // candidates equal to it, itself among them
  let tiedAtLast = 0; // candidates equal to the k-th
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (score > best) higher++;
    else if (score === best) tied++;
    if (score === last) tiedAtLast++;
  }
  const tiedIrrelevant = tied - countEqual(scores, relevant, best);

  // One group of equal scores at a time. Of its `size` members `found` are
  // relevant, and it fills the places start + 1 to end; only the last group can
  // be larger than its places. Each place holds a relevant item with probability
  // found / size.
  let expectedHits = 0;
  let gain = 0;
  let missProbability = 1;
  for (let start = 0; start < top.length;) {
    const score = top[start]!;
    let end = start + 1;
    while (end < top.length && top[end] === score) end++;
    const size = score === last ? tiedAtLast : end - start;
    const found = countEqual(scores, relevant, score);
    if (found > 0) {
      expectedHits += found / size * (end - start);
      gain += found / size * (discounts[end]! - discounts[start]!);
      missProbability *= chanceOfNone(size, found, end - start);
    }
    start = end;
  }
  return {
    recall: expectedHits / relevant.length,
    ndcg: gain / discounts[Math.min(k, relevant.length)]!,
    hitRate: 1 - missProbability,
    reciprocalRank: 1 / (1 + higher + tiedIrrelevant / 2),
  };
}

function countEqual(
  scores: Float32Array,
  items: Uint32Array,
  score: number,
): number {
  let count = 0;
  for (const item of items) if (scores[item] === score) count++;
  return count;
}

/**
 * The probability that `draws` of `size` things, `found` of them wanted, hold
 * none that is wanted: C(size - found, draws) / C(size, draws).
 */
function chanceOfNone(size: number, found: number, draws: number): number {
  let chance = 1;
  for (let i = 0; i < draws && chance > 0; i++) {
    chance *= Math.max(0, size - found - i) / (size - i);
  }
  return chance;
}
