import { sigmoid } from "@kindred/kernels";
import {
  type ReportedRun,
  type ReportedScorer,
  runScorers,
  valueOf,
} from "../reported_run.ts";
import { lineLayer } from "./line_layer.ts";
import {
  PANEL,
  type Plot,
  plotSpec,
  quantity,
  rounded,
  stacked,
  UNIT,
} from "./plot.ts";

/** How far the threshold moves over a cliff: that of the metric `cliff`. */
const CLIFF_WIDTH = 0.05;

interface ThresholdRow extends Record<string, string | number> {
  line: string;
  threshold: number;
  precision: number;
  recall: number;
}

/**
 * Returns precision and recall of the runs against the threshold as a
 * probability, with the cliff of each drawn broad.
 */
export function thresholdPlot(runs: readonly ReportedRun[]): Plot {
  const scorers = runScorers(runs);
  const lines = scorers.map(lineName);
  const rows = scorers.flatMap(thresholdRows);
  const cliffs = scorers.flatMap((scorer) =>
    cliffRows(scorer, thresholdRows(scorer))
  );
  const axis = { scale: UNIT };
  const x = (title: string | null) =>
    quantity("threshold", title, {
      scale: UNIT,
      axis: title === null ? { labels: false, ticks: false } : {},
    });
  return {
    file: "threshold",
    title: "Precision and recall against the threshold",
    caption:
      "Precision and recall where all pairs of at least that probability count as related. The broad piece is the cliff, where precision falls most as the threshold moves by 0.05: by as much as the legend says.",
    spec: plotSpec(stacked([{
      width: PANEL.width,
      height: 200,
      layer: [
        lineLayer({
          rows: cliffs,
          lines,
          named: true,
          x: x(null),
          y: quantity("precision", "precision (share)", axis),
          mark: { strokeWidth: 9, strokeOpacity: 0.3, strokeCap: "butt" },
          dashed: false,
        }),
        lineLayer({
          rows,
          lines,
          named: true,
          x: x(null),
          y: quantity("precision", "precision (share)", axis),
        }),
      ],
    }, {
      width: PANEL.width,
      height: 200,
      layer: [
        lineLayer({
          rows,
          lines,
          named: true,
          x: x("threshold (probability)"),
          y: quantity("recall", "recall (share)", axis),
        }),
      ],
    }])),
  };
}

function lineName(scorer: ReportedScorer): string {
  const cliff = valueOf(scorer, "cliff");
  return cliff === null
    ? scorer.title
    : `${scorer.title}: cliff of ${cliff.toFixed(3)}`;
}

function thresholdRows(scorer: ReportedScorer): ThresholdRow[] {
  const { threshold, precision, recall } = scorer.curves.precisionRecall;
  return threshold.map((logit, point) => ({
    line: lineName(scorer),
    threshold: rounded(sigmoid(logit)),
    precision: rounded(precision[point]!),
    recall: rounded(recall[point]!),
  }));
}

/** The piece of the curve from the foot of the cliff to where it begins. */
function cliffRows(
  scorer: ReportedScorer,
  rows: readonly ThresholdRow[],
): ThresholdRow[] {
  const foot = valueOf(scorer, "cliffThreshold");
  if (foot === null) return [];
  const top = foot + CLIFF_WIDTH;
  const nearest = (threshold: number): number =>
    rows.reduce((best, row, i) =>
      Math.abs(row.threshold - threshold) <
          Math.abs(rows[best]!.threshold - threshold)
        ? i
        : best, 0);
  // Thresholds fall along the curve.
  return rows.slice(nearest(top), nearest(foot) + 1);
}
