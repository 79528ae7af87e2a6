import type { ScorerCurves } from "../evaluation_report.ts";
import { calibrationCurve } from "../pairs/calibration_curve.ts";
import { scoreHistogram } from "../pairs/score_histogram.ts";
import type { ScoredPairs } from "../pairs/sorted_pairs.ts";
import { thinCurves } from "./thin_curves.ts";

/** Returns the curves of scored pairs, thinned for plotting. */
export function scorerCurves(
  { scores, labels, logits }: ScoredPairs,
): ScorerCurves {
  const { edges, positives, negatives } = scoreHistogram(scores, labels);
  const calibration = logits ? calibrationCurve(scores, labels) : null;
  return {
    ...thinCurves(scores, labels),
    histogram: {
      edges: [...edges],
      positives: [...positives],
      negatives: [...negatives],
    },
    calibration: calibration && {
      predicted: [...calibration.predicted],
      observed: [...calibration.observed],
      pairs: [...calibration.pairs],
    },
  };
}
