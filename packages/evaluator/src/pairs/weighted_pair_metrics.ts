import { CALIBRATION_BINS, calibrationBin } from "./_calibration_bin.ts";
import { CLIFF_WIDTH } from "./_cliff_points.ts";
import type { PairMetrics } from "./pair_metrics.ts";
import type { SortedPairs } from "./sorted_pairs.ts";

/** The recall that `precisionAtRecall90` is about. */
const RECALL = 0.9;

/**
 * Returns the pair metrics of scored item pairs of which each counts as often as
 * its weight says: a resample of a bootstrap. Whole weights give what
 * {@linkcode pairMetrics} gives where each pair occurs as many times; pairs of
 * weight 0 are as if they were not there.
 *
 * One pass over the sorted pairs, in time O(n), without a new array.
 *
 * @param sorted The pairs; only their scratch room is changed.
 * @param weights Weight of each pair where it was before it was sorted, finite
 * and not negative, uint8 or float32, shape `[n]`.
 * @returns The metrics; null where a class has no weight.
 * @throws {RangeError} If the weights have another length or one is negative, NaN
 * or infinite.
 *
 * @example
 * ```ts
 * import { sortPairs, weightedPairMetrics } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const sorted = sortPairs({
 *   scores: Float32Array.of(3, 2, 1),
 *   labels: Uint8Array.of(0, 1, 0),
 *   logits: false,
 * });
 * // One negative above the positive, three below it.
 * const metrics = weightedPairMetrics(sorted, Uint8Array.of(1, 1, 3));
 * assert.equal(metrics?.rocAuc, 3 / 4);
 * assert.equal(weightedPairMetrics(sorted, Uint8Array.of(1, 0, 1)), null);
 * ```
 */
export function weightedPairMetrics(
  sorted: SortedPairs,
  weights: Uint8Array | Float32Array,
): PairMetrics | null {
  const totals = gather(sorted, weights);
  const { positives, negatives } = totals;
  if (positives === 0 || negatives === 0) return null;
  // The sweep fills in the precision from which the cliff is found.
  const ordinal = sweepThresholds(sorted, totals);
  return { ...ordinal, ...probabilityMetrics(sorted, totals) };
}

/** What the pairs that have a weight add up to. */
interface Totals {
  /** How many pairs have a weight. */
  count: number;
  /** Weight of the positives. */
  positives: number;
  /** Weight of the negatives. */
  negatives: number;
}

/** Puts the pairs that have a weight into the scratch room, in their order. */
function gather(
  { position, label, scratch }: SortedPairs,
  weights: Uint8Array | Float32Array,
): Totals {
  const n = position.length;
  if (weights.length !== n) {
    throw new RangeError(
      `Cannot weight pairs: weights must have length ${n}, got ${weights.length}`,
    );
  }
  const { place, positive, negative } = scratch;
  let count = 0;
  let positives = 0;
  let negatives = 0;
  let least = 0;
  for (let p = 0; p < n; p++) {
    const w = weights[position[p]!]!;
    const ofPositive = w * label[p]!;
    // Written always and kept sometimes: a branch would be mispredicted.
    place[count] = p;
    positive[count] = ofPositive;
    negative[count] = w - ofPositive;
    count += Number(w !== 0);
    positives += ofPositive;
    negatives += w - ofPositive;
    if (w < least) least = w;
  }
  if (!(least === 0 && positives + negatives < Infinity)) {
    const p = weights.findIndex((w) => !(w >= 0 && w < Infinity));
    throw new RangeError(
      `Cannot weight pairs: weight ${p} must be a finite number >= 0, got ${
        weights[p]
      }`,
    );
  }
  return { count, positives, negatives };
}

/** Which metrics need the order of the scores alone. */
type OrdinalMetrics = Pick<
  PairMetrics,
  | "rocAuc"
  | "averagePrecision"
  | "bestF1"
  | "bestF1Threshold"
  | "precisionAtRecall90"
  | "thresholdAtRecall90"
>;

/**
 * Lowers a threshold through every distinct score that has a weight, and leaves
 * the precision at each in the scratch room where there are probabilities.
 */
function sweepThresholds(
  { score, probability, scratch }: SortedPairs,
  { count, positives, negatives }: Totals,
): OrdinalMetrics {
  const { place, positive, negative, cliffPoints } = scratch;
  let truePositives = 0;
  let falsePositives = 0;
  let outscored = 0;
  let precisionSum = 0;
  let bestF1 = 0;
  let bestF1Threshold = NaN;
  let recall = 0;
  let precisionAtRecall90 = 0;
  let thresholdAtRecall90 = NaN;
  cliffPoints.clear();
  for (let k = 0; k < count;) {
    const threshold = score[place[k]!]!;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    do {
      tiedPositives += positive[k]!;
      tiedNegatives += negative[k]!;
      k++;
    } while (k < count && score[place[k]!] === threshold);
    truePositives += tiedPositives;
    falsePositives += tiedNegatives;
    const taken = truePositives + falsePositives;
    const precision = truePositives / taken;
    if (probability !== null) {
      cliffPoints.add(probability[place[k - 1]!]!, precision);
    }
    // A threshold that takes no positive in adds nothing to the rest.
    if (tiedPositives === 0) continue;
    outscored += tiedPositives *
      (negatives - falsePositives + tiedNegatives / 2);
    precisionSum += tiedPositives * precision;
    const f1 = 2 * truePositives / (taken + positives);
    if (f1 > bestF1) {
      bestF1 = f1;
      bestF1Threshold = threshold;
    }
    if (recall < RECALL) {
      recall = truePositives / positives;
      precisionAtRecall90 = precision;
      thresholdAtRecall90 = threshold;
    }
  }
  return {
    rocAuc: outscored / (positives * negatives),
    averagePrecision: precisionSum / positives,
    bestF1,
    bestF1Threshold,
    precisionAtRecall90,
    thresholdAtRecall90,
  };
}

/** The metrics of probabilities, after the sweep; null without logits. */
function probabilityMetrics(
  { probability, loss, scratch }: SortedPairs,
  { count, positives, negatives }: Totals,
): Omit<PairMetrics, keyof OrdinalMetrics> {
  if (probability === null || loss === null) {
    return {
      logLoss: null,
      calibrationError: null,
      cliff: null,
      cliffThreshold: null,
    };
  }
  const { place, positive, negative, cliffPoints } = scratch;
  let lossSum = 0;
  // A bin of n pairs adds n |share of positives - mean probability|, which is
  // how far labels and probabilities add up to different sums. As probabilities
  // fall, the pairs of a bin follow each other.
  let gapSum = 0;
  let gap = 0;
  let bin = CALIBRATION_BINS - 1;
  for (let k = 0; k < count; k++) {
    const p = place[k]!;
    const weight = positive[k]! + negative[k]!;
    lossSum += weight * loss[p]!;
    const binOfPair = calibrationBin(probability[p]!, CALIBRATION_BINS);
    if (binOfPair !== bin) {
      gapSum += Math.abs(gap);
      gap = 0;
      bin = binOfPair;
    }
    gap += positive[k]! - weight * probability[p]!;
  }
  gapSum += Math.abs(gap);
  const { drop, threshold } = cliffPoints.find(CLIFF_WIDTH);
  return {
    logLoss: lossSum / (positives + negatives),
    calibrationError: gapSum / (positives + negatives),
    cliff: drop,
    cliffThreshold: threshold,
  };
}
