import type { ReportedRun } from "../reported_run.ts";
import { curveScorers, lineName } from "./curve_scorers.ts";
import { diagonalLayer, lineLayer } from "./line_layer.ts";
import { PANEL, type Plot, plotSpec, quantity, rounded, UNIT } from "./plot.ts";

/** Returns the ROC curves of the runs and their baselines. */
export function rocPlot(runs: readonly ReportedRun[]): Plot {
  const scorers = curveScorers(runs);
  const name = (i: number) => lineName(scorers[i]!, "rocAuc");
  const rows = scorers.flatMap(({ curves: { roc } }, i) =>
    roc.falsePositiveRate.map((x, point) => ({
      line: name(i),
      falsePositiveRate: rounded(x),
      truePositiveRate: rounded(roc.truePositiveRate[point]!),
    }))
  );
  const axis = { scale: UNIT };
  return {
    file: "roc",
    title: "ROC curve",
    caption:
      "Share of held-out pairs found against share of negatives let in, as the threshold falls. In the legend: area under the curve. The thin line is chance.",
    spec: plotSpec({
      ...PANEL,
      layer: [
        diagonalLayer(),
        lineLayer({
          rows,
          lines: scorers.map((_, i) => name(i)),
          x: quantity("falsePositiveRate", "false positive rate (share)", axis),
          y: quantity("truePositiveRate", "true positive rate (share)", axis),
        }),
      ],
    }),
  };
}
