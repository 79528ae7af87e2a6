import type { TopLevelSpec } from "vega-lite";
import type { Baseline, EvaluationReport } from "../evaluation_report.ts";
import type { LearningPoint } from "./learning_curve.ts";

/** A plot: what it is called, what it shows, and its Vega-Lite spec. */
export interface Plot {
  /** Stem of its files' names. */
  file: string;
  /** Heading. */
  title: string;
  /** What it shows, in a sentence: also its text alternative. */
  caption: string;
  /** The whole spec with its data in it. */
  spec: TopLevelSpec;
}

/** How each scorer is called in text. */
export const SCORER_TITLES: Record<"model" | Baseline, string> = {
  model: "model",
  degree: "degree product",
  adamicAdar: "Adamic-Adar",
};

/**
 * Blue, vermilion, bluish green of Okabe and Ito: told apart by the colour-blind,
 * and by dashes where there is no colour. Each has a contrast of 3 or more with
 * white; the page lightens them on dark.
 */
const COLOURS = ["#0072B2", "#D55E00", "#008F68"];
const DASHES = [[1, 0], [6, 3], [2, 2]];

/** Text takes the colour of the page, so that one SVG suits light and dark. */
const CONFIG = {
  aria: false,
  font: "system-ui, sans-serif",
  view: { stroke: null },
  axis: {
    domainColor: "currentColor",
    tickColor: "currentColor",
    gridColor: "currentColor",
    gridOpacity: 0.15,
    labelColor: "currentColor",
    titleColor: "currentColor",
    labelFontSize: 12,
    titleFontSize: 13,
    titleFontWeight: "normal",
    titlePadding: 8,
  },
  legend: {
    labelColor: "currentColor",
    labelFontSize: 13,
    labelLimit: 300,
    orient: "top",
    symbolType: "stroke",
    symbolSize: 400,
    symbolStrokeWidth: 2.5,
    title: null,
  },
} as const;

interface Layout {
  rows: Record<string, string | number>[];
  x: [field: string, title: string];
  y: [field: string, title: string];
  /** The lines, in order; rows name theirs in `line`. */
  lines: string[];
  scaleX?: object;
  scaleY?: object;
  axisX?: object;
  mark?: object;
  /** Drawn under the lines. */
  under?: object[];
}

function lineSpec(layout: Layout): TopLevelSpec {
  const { rows, x, y, lines, scaleX, scaleY, axisX, mark, under } = layout;
  const scale = (range: unknown[]) => ({ domain: lines, range });
  const legend = lines.length > 1 ? { columns: 1 } : null;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    width: 340,
    height: 280,
    config: CONFIG,
    layer: [...(under ?? []), {
      data: { values: rows },
      mark: { type: "line", strokeWidth: 2, interpolate: "linear", ...mark },
      encoding: {
        x: {
          field: x[0],
          type: "quantitative",
          title: x[1],
          scale: scaleX ?? {},
          axis: axisX ?? {},
        },
        y: {
          field: y[0],
          type: "quantitative",
          title: y[1],
          scale: scaleY ?? {},
        },
        // Points are in order already; without this they are sorted by x, and
        // the precision of equal recalls would zigzag.
        order: { field: "point", type: "quantitative" },
        color: {
          field: "line",
          type: "nominal",
          scale: scale(COLOURS.slice(0, lines.length)),
          legend,
        },
        strokeDash: {
          field: "line",
          type: "nominal",
          scale: scale(DASHES.slice(0, lines.length)),
          legend,
        },
      },
    }],
  } as unknown as TopLevelSpec;
}

const UNIT = { domain: [0, 1] };

/** Returns the plots of a report: ROC, precision and recall, and learning. */
export function plotsOf(
  report: EvaluationReport<number>,
  points: readonly LearningPoint[],
): Plot[] {
  const names = ["model", "degree", "adamicAdar"] as const;
  const metrics = { model: report, ...report.baselines };
  const label = (
    name: typeof names[number],
    metric: "rocAuc" | "averagePrecision",
  ) => `${SCORER_TITLES[name]}: ${metrics[name][metric].toFixed(3)}`;

  const roc = names.flatMap((name) => {
    const { falsePositiveRate, truePositiveRate } = report.curves[name].roc;
    return falsePositiveRate.map((x, point) => ({
      line: label(name, "rocAuc"),
      point,
      falsePositiveRate: x,
      truePositiveRate: truePositiveRate[point]!,
    }));
  });
  const precisionRecall = names.flatMap((name) => {
    const { precision, recall } = report.curves[name].precisionRecall;
    return recall.map((x, point) => ({
      line: label(name, "averagePrecision"),
      point,
      recall: x,
      precision: precision[point]!,
    }));
  });
  const { threshold, precision, recall } = report.curves.model.precisionRecall;
  const byThreshold = threshold.flatMap((x, point) => [
    { line: "precision", point, threshold: x, share: precision[point]! },
    { line: "recall", point, threshold: x, share: recall[point]! },
  ]);

  const plots: Plot[] = [{
    file: "roc",
    title: "ROC curve",
    caption:
      "Share of held-out pairs found against share of negatives let in, as the threshold falls. In the legend: area under the curve. The thin line is chance.",
    spec: lineSpec({
      rows: roc,
      x: ["falsePositiveRate", "false positive rate (share)"],
      y: ["truePositiveRate", "true positive rate (share)"],
      lines: names.map((name) => label(name, "rocAuc")),
      scaleX: UNIT,
      scaleY: UNIT,
      under: [{
        data: { values: [{ x: 0, y: 0 }, { x: 1, y: 1 }] },
        mark: {
          type: "line",
          color: "currentColor",
          opacity: 0.5,
          strokeWidth: 1,
        },
        encoding: {
          x: { field: "x", type: "quantitative" },
          y: { field: "y", type: "quantitative" },
        },
      }],
    }),
  }, {
    file: "precision_recall",
    title: "Precision against recall",
    caption:
      "Share of held-out pairs among those above the threshold, against share of held-out pairs found. In the legend: average precision.",
    spec: lineSpec({
      rows: precisionRecall,
      x: ["recall", "recall (share)"],
      y: ["precision", "precision (share)"],
      lines: names.map((name) => label(name, "averagePrecision")),
      scaleX: UNIT,
      scaleY: UNIT,
    }),
  }, {
    file: "threshold",
    title: "Precision and recall against the threshold",
    caption:
      "The model's precision and recall where all pairs of at least that logit count as related. Logit 0 is probability one half.",
    spec: lineSpec({
      rows: byThreshold,
      x: ["threshold", "threshold (logit, nats)"],
      y: ["share", "precision, recall (share)"],
      lines: ["precision", "recall"],
      scaleX: { zero: false, nice: true },
      scaleY: UNIT,
    }),
  }];
  const learning = (
    file: string,
    title: string,
    caption: string,
    y: [field: "meanLoss" | "rocAuc", title: string],
  ): void => {
    const rows = points.filter((point) => point[y[0]] !== null);
    if (rows.length === 0) return;
    plots.push({
      file,
      title,
      caption,
      spec: lineSpec({
        rows: rows.map((row, point) => ({
          line: title,
          point,
          epoch: row.epoch,
          [y[0]]: row[y[0]]!,
        })),
        x: ["epoch", "epochs done"],
        y,
        lines: [title],
        scaleX: { zero: false, nice: false },
        scaleY: { zero: false },
        mark: { point: { filled: true, size: 40 } },
      }),
    });
  };
  learning(
    "learning",
    "Learning curve: loss",
    "Mean training loss, over positives and drawn negatives, since the point before.",
    ["meanLoss", "mean loss (nats per pair)"],
  );
  learning(
    "learning_roc_auc",
    "Learning curve: ROC-AUC",
    "Area under the ROC curve over a sample of the held-out pairs and their negatives. Nothing was chosen by it.",
    ["rocAuc", "ROC-AUC (share)"],
  );
  return plots;
}
