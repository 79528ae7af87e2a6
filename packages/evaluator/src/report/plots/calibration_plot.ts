import {
  type ReportedRun,
  type ReportedScorer,
  runScorers,
  valueOf,
} from "../reported_run.ts";
import { diagonalLayer, lineLayer } from "./line_layer.ts";
import {
  PANEL,
  type Plot,
  plotSpec,
  quantity,
  rounded,
  stacked,
  UNIT,
} from "./plot.ts";

/** Returns what the runs' probabilities are worth; null where none gives any. */
export function calibrationPlot(runs: readonly ReportedRun[]): Plot | null {
  const scorers = runScorers(runs).filter(({ curves }) => curves.calibration);
  if (scorers.length === 0) return null;
  const lines = scorers.map(lineName);
  const rows = scorers.flatMap((scorer) => {
    const { predicted, observed, pairs } = scorer.curves.calibration!;
    return predicted.map((probability, bin) => ({
      line: lineName(scorer),
      predicted: rounded(probability),
      observed: rounded(observed[bin]!),
      pairs: pairs[bin]!,
    }));
  });
  const x = (title: string | null) =>
    quantity("predicted", title, {
      scale: UNIT,
      axis: title === null ? { labels: false, ticks: false } : {},
    });
  const mark = { point: { filled: true, size: 45 } };
  return {
    file: "calibration",
    title: "Calibration",
    caption:
      "Share of held-out pairs among those of about a predicted probability: on the thin line where probabilities are right. Below: how many pairs each point stands for. In the legend: mean distance from the line.",
    spec: plotSpec(stacked([{
      width: PANEL.width,
      height: 220,
      layer: [
        diagonalLayer(),
        lineLayer({
          rows,
          lines,
          named: true,
          x: x(null),
          y: quantity("observed", "held-out pairs (share)", { scale: UNIT }),
          mark,
        }),
      ],
    }, {
      width: PANEL.width,
      height: 100,
      layer: [
        lineLayer({
          rows,
          lines,
          named: true,
          x: x("predicted probability"),
          y: quantity("pairs", "pairs", {
            scale: { type: "log", nice: true },
            axis: { format: "~s", tickCount: 4 },
          }),
          mark,
        }),
      ],
    }])),
  };
}

function lineName(scorer: ReportedScorer): string {
  const error = valueOf(scorer, "calibrationError");
  return error === null
    ? scorer.title
    : `${scorer.title}: off by ${error.toFixed(3)}`;
}
