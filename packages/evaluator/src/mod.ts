/**
 * Judges item models: pair metrics, full-catalogue ranking metrics, baselines and
 * an offline HTML report.
 *
 * @example Pair metrics over typed arrays
 * ```ts
 * import { averagePrecision, rocAuc } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(0.9, 0.8, 0.2);
 * const labels = Uint8Array.of(1, 1, 0);
 * assert.equal(rocAuc(scores, labels), 1);
 * assert.equal(averagePrecision(scores, labels), 1);
 * ```
 *
 * @module
 */
export * from "./scorers/adamic_adar_scorer.ts";
export * from "./pairs/average_precision.ts";
export * from "./scorers/degree_scorer.ts";
export * from "./evaluate_model.ts";
export * from "./evaluate_run.ts";
export * from "./evaluation_report.ts";
export * from "./scorers/model_scorer.ts";
export * from "./neighbour_lists.ts";
export * from "./pairs/precision_recall_curve.ts";
export * from "./ranking/ranking_metrics.ts";
export * from "./pairs/roc_curve.ts";
export * from "./scorers/scorer.ts";
export { rocAuc } from "@kindred/kernels";
