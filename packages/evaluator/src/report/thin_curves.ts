import { precisionRecallCurve } from "../pairs/precision_recall_curve.ts";
import { rocCurve } from "../pairs/roc_curve.ts";
import type { ScorerCurves } from "../evaluation_report.ts";

/** The most points that a curve of a report has. */
export const CURVE_POINTS = 500;

/**
 * Returns both curves of scored pairs at the same few thresholds, evenly spaced
 * along the ROC curve and the ends always among them.
 */
export function thinCurves(
  scores: Float32Array,
  labels: Uint8Array,
  points = CURVE_POINTS,
): Pick<ScorerCurves, "roc" | "precisionRecall"> {
  const roc = rocCurve(scores, labels);
  const { threshold, precision, recall } = precisionRecallCurve(scores, labels);
  const kept = spacedPoints(
    roc.falsePositiveRate,
    roc.truePositiveRate,
    points,
  );
  // The ROC curve has one point more, at the front, where nothing is positive.
  const keptPrecision = kept.filter((i) => i > 0).map((i) => i - 1);
  const pick = (array: ArrayLike<number>, indices: number[]): number[] =>
    indices.map((i) => array[i]!);
  return {
    roc: {
      falsePositiveRate: pick(roc.falsePositiveRate, kept),
      truePositiveRate: pick(roc.truePositiveRate, kept),
    },
    precisionRecall: {
      threshold: pick(threshold, keptPrecision),
      precision: pick(precision, keptPrecision),
      recall: pick(recall, keptPrecision),
    },
  };
}

/**
 * Positions of at most `points` points that are about equally far apart along a
 * curve from (0, 0) to (1, 1) that never falls: x + y grows from 0 to 2.
 */
function spacedPoints(
  x: Float64Array,
  y: Float64Array,
  points: number,
): number[] {
  const last = x.length - 1;
  const kept = [0];
  for (let i = 1; i < last && kept.length < points - 1; i++) {
    if (x[i]! + y[i]! >= 2 * kept.length / (points - 1)) kept.push(i);
  }
  kept.push(last);
  return kept;
}
