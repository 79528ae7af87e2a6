import type { EvaluationMetrics, ScorerMetrics } from "@kindred/evaluator";
import { formatCount, formatTable } from "./format.ts";

/** Metrics of the table: heading, and how to read one. */
const COLUMNS: readonly [string, (metrics: ScorerMetrics) => number | null][] =
  [
    ["ROC-AUC", ({ rocAuc }) => rocAuc],
    ["seen items", ({ rocAucSeen }) => rocAucSeen],
    ["avg. prec.", ({ averagePrecision }) => averagePrecision],
    ["NDCG@10", ({ ndcgAt10 }) => ndcgAt10],
    ["recall@10", ({ recallAt10 }) => recallAt10],
    ["hit rate@10", ({ hitRateAt10 }) => hitRateAt10],
    ["MRR", ({ mrr }) => mrr],
  ];

/**
 * Returns a model's metrics beside the baselines', as lines; says so where the
 * ranking metrics are those of a sample of the query items.
 */
export function metricsTable(metrics: EvaluationMetrics): string[] {
  const rows: [string, ScorerMetrics][] = [
    ["this model", metrics],
    ["Adamic-Adar", metrics.baselines.adamicAdar],
    ["degree product", metrics.baselines.degree],
  ];
  const { queryItems, queryItemsPossible } = metrics.counts;
  const table = formatTable([
    ["", ...COLUMNS.map(([heading]) => heading)],
    ...rows.map(([name, scorer]) => [
      name,
      ...COLUMNS.map(([, read]) => read(scorer)?.toFixed(4) ?? "-"),
    ]),
  ]);
  return queryItems === queryItemsPossible ? table : [
    ...table,
    `NDCG, recall, hit rate and MRR are of ${
      formatCount(queryItems)
    } query items drawn at random from ${formatCount(queryItemsPossible)}`,
  ];
}
