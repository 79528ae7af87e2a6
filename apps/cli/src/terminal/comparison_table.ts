import {
  type EvaluationMetrics,
  metricTitle,
  type ScorerComparison,
} from "@kindred/evaluator";
import { formatTable } from "./format.ts";
import { scorersTable } from "./metrics_table.ts";

/** Returns the metrics of several runs beside the baselines', as lines. */
export function runsTable(
  names: readonly string[],
  runs: readonly EvaluationMetrics<number>[],
): string[] {
  return scorersTable(
    runs.map((metrics, i) => [names[i]!, metrics]),
    runs[0]!,
  );
}

/** Returns which differences between two runs are real, as lines. */
export function comparisonTable(
  { first, other, metrics }: ScorerComparison,
): string[] {
  const signed = (value: number): string =>
    `${value < 0 ? "" : "+"}${value.toFixed(4)}`;
  return [
    `${other} against ${first}: difference, its 95 % interval, p with regard to all that is tested (Holm)`,
    ...formatTable([
      ["", "difference", "from", "to", "p", ""],
      ...metrics.map(({ metric, difference, interval, adjustedP, verdict }) => [
        metricTitle(metric),
        signed(difference),
        signed(interval[0]),
        signed(interval[1]),
        adjustedP < 0.0001 ? "<0.0001" : adjustedP.toFixed(4),
        verdict,
      ]),
    ]),
  ];
}
