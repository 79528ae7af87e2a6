/** Whether more of a metric is better, less is, or neither. */
export type Direction = "higher" | "lower" | "neutral";

/**
 * Which way each metric is better, by its name without the places it counts
 * (`recallAt`, not `recallAt10`). Thresholds are missing: they are places on a
 * scorer's own scale, not merits.
 */
export const METRIC_DIRECTION: Readonly<Record<string, Direction>> = {
  rocAuc: "higher",
  averagePrecision: "higher",
  bestF1: "higher",
  precisionAtRecall: "higher",
  logLoss: "lower",
  calibrationError: "lower",
  cliff: "lower",
  recallAt: "higher",
  precisionAt: "higher",
  ndcgAt: "higher",
  hitRateAt: "higher",
  mapAt: "higher",
  mrr: "higher",
  coverageAt: "higher",
  giniAt: "lower",
  popularityAt: "neutral",
  noveltyAt: "neutral",
  diversityAt: "neutral",
};

/**
 * Returns which way a metric is better, or null for one that is no merit.
 *
 * @param metric Its name, with the places that it counts: `recallAt10`.
 *
 * @example
 * ```ts
 * import { metricDirection } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * assert.equal(metricDirection("recallAt10"), "higher");
 * assert.equal(metricDirection("logLoss"), "lower");
 * assert.equal(metricDirection("cliffThreshold"), null);
 * ```
 */
export function metricDirection(metric: string): Direction | null {
  const name = metric.replace(/(At|AtRecall)\d+$/, "$1");
  return Object.hasOwn(METRIC_DIRECTION, name) ? METRIC_DIRECTION[name]! : null;
}
