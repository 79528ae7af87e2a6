import {
  baselineScorers,
  type ReportedRun,
  type ReportedScorer,
  runScorers,
} from "./reported_run.ts";

/** Files of a report's curves, and their columns after the scorer's. */
const TABLES: Readonly<
  Record<
    string,
    {
      columns: readonly string[];
      lines: (scorer: ReportedScorer) => readonly (string | number)[][];
    }
  >
> = {
  "roc.csv": {
    columns: ["false_positive_rate", "true_positive_rate"],
    lines: ({ curves: { roc } }) =>
      roc.falsePositiveRate.map((x, i) => [x, roc.truePositiveRate[i]!]),
  },
  "precision_recall.csv": {
    columns: ["threshold", "precision", "recall"],
    lines: (
      { curves: { precisionRecall: { threshold, precision, recall } } },
    ) => threshold.map((t, i) => [t, precision[i]!, recall[i]!]),
  },
  "histogram.csv": {
    columns: ["score_from", "score_to", "positives", "negatives"],
    lines: ({ curves: { histogram: { edges, positives, negatives } } }) =>
      positives.map((
        count,
        i,
      ) => [edges[i]!, edges[i + 1]!, count, negatives[i]!]),
  },
  "calibration.csv": {
    columns: ["predicted", "observed", "pairs"],
    lines: ({ curves: { calibration } }) =>
      calibration?.predicted.map((
        p,
        i,
      ) => [p, calibration.observed[i]!, calibration.pairs[i]!]) ?? [],
  },
  "slices.csv": {
    columns: ["slice", "metric", "value", "low", "high"],
    lines: ({ report: { slices } }) =>
      Object.entries(slices).flatMap(([slice, { metrics, intervals }]) =>
        Object.entries(metrics).map(([metric, value]) => [
          slice,
          metric,
          value ?? "",
          ...intervals[metric] ?? ["", ""],
        ])
      ),
  },
};

/** Names of the CSV files of a report. */
export const CURVE_TABLES: readonly string[] = Object.keys(TABLES);

/**
 * Returns the curves and slices of runs and baselines as CSV by file name, all
 * scorers below each other; the first column, `scorer`, is `model` where there
 * is but one run, else the run's name.
 *
 * - `roc.csv`: false_positive_rate, true_positive_rate
 * - `precision_recall.csv`: threshold, precision, recall
 * - `histogram.csv`: score_from, score_to, positives, negatives
 * - `calibration.csv`: predicted, observed, pairs; of runs only
 * - `slices.csv`: slice, metric, value, low, high
 */
export function curveTables(
  runs: readonly ReportedRun[],
): Record<string, string> {
  const scorers = [...runScorers(runs), ...baselineScorers(runs)];
  return Object.fromEntries(
    Object.entries(TABLES).map(([file, { columns, lines }]) => {
      const rows = scorers.flatMap((scorer) =>
        lines(scorer).map((cells) => [scorer.key, ...cells])
      );
      const table = [["scorer", ...columns], ...rows];
      return [
        file,
        table.map((cells) => cells.map(cellText).join(",")).join("\n") + "\n",
      ];
    }),
  );
}

/** Names may hold anything. */
function cellText(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
