import type { ReportedRun } from "../reported_run.ts";
import { curveScorers, lineName } from "./curve_scorers.ts";
import { lineLayer } from "./line_layer.ts";
import { PANEL, type Plot, plotSpec, quantity, rounded, UNIT } from "./plot.ts";

/** Returns precision against recall of the runs and their baselines. */
export function precisionRecallPlot(runs: readonly ReportedRun[]): Plot {
  const scorers = curveScorers(runs);
  const name = (i: number) => lineName(scorers[i]!, "averagePrecision");
  const rows = scorers.flatMap(({ curves: { precisionRecall } }, i) =>
    precisionRecall.recall.map((recall, point) => ({
      line: name(i),
      recall: rounded(recall),
      precision: rounded(precisionRecall.precision[point]!),
    }))
  );
  const axis = { scale: UNIT };
  return {
    file: "precision_recall",
    title: "Precision against recall",
    caption:
      "Share of held-out pairs among those above the threshold, against share of held-out pairs found. In the legend: average precision.",
    spec: plotSpec({
      ...PANEL,
      layer: [
        lineLayer({
          rows,
          lines: scorers.map((_, i) => name(i)),
          x: quantity("recall", "recall (share)", axis),
          y: quantity("precision", "precision (share)", axis),
        }),
      ],
    }),
  };
}
