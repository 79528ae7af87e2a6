import {
  BASELINE_TITLES,
  BASELINES,
  type EvaluationMetrics,
  type ScorerReport,
} from "@kindred/evaluator";
import { formatCount, formatTable } from "./format.ts";

/** A metric of the table: its heading, and where a report has it. */
interface Column {
  heading: string;
  name: string;
  /** The slice it is of. Default all. */
  slice?: string;
}

function columnsFor(places: readonly number[]): Column[] {
  return [
    { heading: "ROC-AUC", name: "rocAuc" },
    { heading: "seen items", name: "rocAuc", slice: "seen" },
    { heading: "avg. prec.", name: "averagePrecision" },
    ...places.flatMap((k) => [
      { heading: `NDCG@${k}`, name: `ndcgAt${k}` },
      { heading: `recall@${k}`, name: `recallAt${k}` },
      { heading: `hit rate@${k}`, name: `hitRateAt${k}` },
    ]),
    { heading: "MRR", name: "mrr" },
  ];
}

function cell(report: ScorerReport<number>, { name, slice }: Column): string {
  const part: object | undefined = slice === undefined
    ? report
    : report.slices[slice]?.metrics;
  const value = (part as Record<string, unknown> | undefined)?.[name];
  return typeof value === "number" ? value.toFixed(4) : "-";
}

/** Half of an interval's width, as one reads it behind a number. */
function margin(
  { slices, intervals }: ScorerReport<number>,
  { name, slice }: Column,
): string {
  const among = slice === undefined ? intervals : slices[slice]?.intervals;
  const interval = among?.[name];
  if (interval === undefined) return "";
  return `±${((interval[1] - interval[0]) / 2).toFixed(4)}`;
}

/**
 * Returns a model's metrics beside the baselines', as lines, the half width of
 * their 95 % intervals below; says so where the ranking metrics are those of a
 * sample of the query items.
 */
export function metricsTable(metrics: EvaluationMetrics<number>): string[] {
  return scorersTable([["this model", metrics]], metrics);
}

/** The same for several models that are judged alike. */
export function scorersTable(
  models: readonly (readonly [name: string, report: ScorerReport<number>])[],
  { baselines, counts, k }: EvaluationMetrics<number>,
): string[] {
  const columns = columnsFor(k);
  const row = (name: string, report: ScorerReport<number>): string[] => [
    name,
    ...columns.map((column) => cell(report, column)),
  ];
  const table = formatTable([
    ["", ...columns.map(({ heading }) => heading)],
    ...models.flatMap(([name, report]) => {
      const margins = columns.map((column) => margin(report, column));
      return margins.every((text) => text === "")
        ? [row(name, report)]
        : [row(name, report), ["  95 %", ...margins]];
    }),
    ...BASELINES.map((baseline) =>
      row(BASELINE_TITLES[baseline], baselines[baseline])
    ),
  ]);
  const { queryItems, queryItemsPossible } = counts;
  return queryItems === queryItemsPossible ? table : [
    ...table,
    `ranking metrics are of ${
      formatCount(queryItems)
    } query items drawn at random from ${formatCount(queryItemsPossible)}`,
  ];
}
