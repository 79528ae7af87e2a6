import { descendingOrder, sigmoid, softplus } from "@kindred/kernels";
import { checkScoredPairs } from "./_check_scored_pairs.ts";
import { PairScratch } from "./_pair_scratch.ts";

/** Item pairs with what a scorer says of them. */
export interface ScoredPairs {
  /** Score of each pair, float32, shape `[n]`. */
  scores: Float32Array;
  /** 1 for a positive pair, 0 for a negative, uint8, shape `[n]`. */
  labels: Uint8Array;
  /** Whether scores are logits, in nats: the sigmoid of one is a probability. */
  logits: boolean;
}

/**
 * Scored pairs from the highest score to the lowest: sorted once, they are
 * weighted as often as one likes. Place p of every array is about the same pair.
 */
export interface SortedPairs {
  /** Where the pair was before, uint32, shape `[n]`. */
  readonly position: Uint32Array;
  /** Its score, falling, float32, shape `[n]`. */
  readonly score: Float32Array;
  /** Its label, uint8, shape `[n]`. */
  readonly label: Uint8Array;
  /** Its probability, falling, float64, shape `[n]`; null without logits. */
  readonly probability: Float64Array | null;
  /** Its logistic loss, in nats, float64, shape `[n]`; null without logits. */
  readonly loss: Float64Array | null;
  /** Room for {@linkcode weightedPairMetrics} to work in. */
  readonly scratch: PairScratch;
}

/**
 * Returns scored item pairs from the highest score to the lowest, for
 * {@linkcode weightedPairMetrics}. Holds about 60 bytes a pair.
 *
 * @param scored The pairs; not changed.
 * @throws {RangeError} If the lengths differ, a score is NaN, a label is neither
 * 0 nor 1, or either class is empty.
 *
 * @example
 * ```ts
 * import { sortPairs } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const sorted = sortPairs({
 *   scores: Float32Array.of(0, 2, 1),
 *   labels: Uint8Array.of(0, 1, 0),
 *   logits: true,
 * });
 * assert.deepEqual([...sorted.position], [1, 2, 0]);
 * assert.deepEqual([...sorted.label], [1, 0, 0]);
 * assert.equal(sorted.probability![2], 0.5);
 * ```
 */
export function sortPairs(scored: ScoredPairs): SortedPairs {
  const { scores, labels, logits } = scored;
  checkScoredPairs("sort scored pairs", scores, labels);
  const n = scores.length;
  const position = descendingOrder(scores);
  const score = new Float32Array(n);
  const label = new Uint8Array(n);
  for (let p = 0; p < n; p++) {
    score[p] = scores[position[p]!]!;
    label[p] = labels[position[p]!]!;
  }
  const probability = logits ? new Float64Array(n) : null;
  const loss = logits ? new Float64Array(n) : null;
  if (probability !== null && loss !== null) {
    for (let p = 0; p < n; p++) {
      const logit = score[p]!;
      probability[p] = sigmoid(logit);
      loss[p] = softplus(label[p] === 1 ? -logit : logit);
    }
  }
  const scratch = new PairScratch(n, logits);
  return { position, score, label, probability, loss, scratch };
}
