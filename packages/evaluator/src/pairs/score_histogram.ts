import { expectNumber } from "@kindred/core";
import { checkScoredPairs } from "./_check_scored_pairs.ts";

/** Options of {@linkcode scoreHistogram}. */
export interface ScoreHistogramOptions {
  /**
   * Bins of equal width, a whole number in `[1, 2^20]`.
   *
   * @default {40}
   */
  bins?: number;
}

/** How many pairs of each class score how much. */
export interface ScoreHistogram {
  /** Where each bin begins, and where the last ends, float64, `[bins + 1]`. */
  edges: Float64Array;
  /** Positive pairs in each bin, uint32, shape `[bins]`. */
  positives: Uint32Array;
  /** Negative pairs in each bin, uint32, shape `[bins]`. */
  negatives: Uint32Array;
}

/**
 * Returns how many positive and how many negative pairs score how much, by bins
 * of equal width from the lowest score to the highest. A bin holds the scores
 * from its edge up to but without the next, the last one both its edges. Where
 * all scores are one number c, bins go from c - h to c + h, with h the larger of
 * 0.5 and |c| / 2.
 *
 * @param scores Similarity of each pair, finite, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @param options How many bins.
 * @throws {RangeError} If the lengths differ, a score is not finite, a label is
 * neither 0 nor 1, either class is empty, or `bins` is out of range.
 *
 * @example
 * ```ts
 * import { scoreHistogram } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(0, 1, 2, 4);
 * const labels = Uint8Array.of(0, 0, 1, 1);
 * const histogram = scoreHistogram(scores, labels, { bins: 2 });
 * assert.deepEqual([...histogram.edges], [0, 2, 4]);
 * assert.deepEqual([...histogram.positives], [0, 2]);
 * assert.deepEqual([...histogram.negatives], [2, 0]);
 * ```
 */
export function scoreHistogram(
  scores: Float32Array,
  labels: Uint8Array,
  options: ScoreHistogramOptions = {},
): ScoreHistogram {
  const { bins = 40 } = options;
  const action = "draw the histogram of scores";
  expectNumber(action, "bins", bins, { min: 1, max: 2 ** 20, whole: true });
  checkScoredPairs(action, scores, labels);
  const [low, high] = rangeOf(action, scores);
  const edges = Float64Array.from(
    { length: bins + 1 },
    (_, b) => b === bins ? high : low + (high - low) * b / bins,
  );
  const positives = new Uint32Array(bins);
  const negatives = new Uint32Array(bins);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    let bin = Math.min(
      bins - 1,
      Math.floor((score - low) / (high - low) * bins),
    );
    // The quotient may be rounded past an edge, by one bin at most.
    if (score < edges[bin]!) bin--;
    else if (bin < bins - 1 && score >= edges[bin + 1]!) bin++;
    (labels[i] === 1 ? positives : negatives)[bin]!++;
  }
  return { edges, positives, negatives };
}

function rangeOf(
  action: string,
  scores: Float32Array,
): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (!Number.isFinite(score)) {
      throw new RangeError(
        `Cannot ${action}: score ${i} must be finite, got ${score}`,
      );
    }
    if (score < low) low = score;
    if (score > high) high = score;
  }
  const half = low < high ? 0 : Math.max(0.5, Math.abs(low) / 2);
  return [low - half, high + half];
}
