import { type ReportedRun, runScorers } from "../reported_run.ts";
import type { LearningPoint } from "../learning_curve.ts";
import { lineLayer } from "./line_layer.ts";
import { type Plot, plotSpec, quantity, rounded, stacked } from "./plot.ts";

/** Wider than other plots: time has much to show. */
const WIDTH = 480;

/** What is drawn against the pairs done, from above to below. */
const PANELS: readonly {
  field: "rocAuc" | "meanLoss" | "learningRate";
  title: string;
  zero: boolean;
}[] = [
  { field: "rocAuc", title: "ROC-AUC (share)", zero: false },
  { field: "meanLoss", title: "mean loss", zero: false },
  { field: "learningRate", title: "learning rate", zero: true },
];

/** Returns the learning curves of the runs; null where no run keeps one. */
export function learningPlot(runs: readonly ReportedRun[]): Plot | null {
  // Epochs where a run does not say how many pairs it has done.
  const field =
    runs.every(({ learning }) => learning.every(({ pairs }) => pairs !== null))
      ? "pairs"
      : "epoch";
  const titles = runScorers(runs).map(({ title }) => title);
  const panels = PANELS.map((panel) => ({
    ...panel,
    rows: runs.flatMap(({ learning }, run) =>
      pointsOf(learning, field, panel.field).map((point) => ({
        ...point,
        line: titles[run]!,
      }))
    ),
  })).filter(({ rows }) => rows.length > 0);
  if (panels.length === 0) return null;

  // Where points are few, where they are matters.
  const longest = Math.max(...runs.map(({ learning }) => learning.length));
  const mark = longest <= 40 ? { point: { filled: true, size: 25 } } : {};
  const step = field === "pairs" ? "training pairs done" : "epochs done";
  return {
    file: "learning",
    title: "Learning curves",
    caption:
      "ROC-AUC over a sample of the held-out pairs and their negatives, by which nothing was chosen; mean training loss since the point before, which only runs of the same model have in common (for logistic loss: in nats per pair); and the learning rate.",
    spec: plotSpec(stacked(panels.map(({ field: y, title, zero, rows }, i) => {
      const isLast = i === panels.length - 1;
      const axis = isLast ? { format: "~s" } : { labels: false, ticks: false };
      return {
        width: WIDTH,
        height: 130,
        layer: [lineLayer({
          rows,
          lines: titles,
          x: quantity(field, isLast ? step : null, {
            scale: { zero: false, nice: false },
            axis,
          }),
          y: quantity(y, title, { scale: { zero }, axis: { tickCount: 5 } }),
          mark,
        })],
      };
    }))),
  };
}

function pointsOf(
  learning: readonly LearningPoint[],
  x: "pairs" | "epoch",
  y: "rocAuc" | "meanLoss" | "learningRate",
): Record<string, number>[] {
  return learning.flatMap((point) => {
    const value = point[y];
    return value === null ? [] : [{ [x]: point[x] ?? 0, [y]: rounded(value) }];
  });
}
