/**
 * Judges item models: pair metrics, full-catalogue ranking metrics, baselines,
 * slices, intervals, tests of differences, leak warnings, and an offline HTML
 * report.
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
export * from "./compare_models.ts";
export * from "./compare_runs.ts";
export {
  DEFAULT_QUERY_LIMIT,
  DEFAULT_RESAMPLES,
  evaluateModel,
  type EvaluateOptions,
} from "./evaluate_model.ts";
export {
  type EvaluatedRun,
  evaluateRun,
  type EvaluateRunOptions,
  evaluationPlan,
  REPORT_FILES,
  type ReportPlanOptions,
} from "./evaluate_run.ts";
export * from "./evaluation_report.ts";
export * from "./intervals/bootstrap.ts";
export * from "./intervals/compare_scorers.ts";
export * from "./intervals/judged.ts";
export * from "./intervals/metric_direction.ts";
export * from "./intervals/resample_items.ts";
export * from "./intervals/resamples_for.ts";
export * from "./leaks/find_leaks.ts";
export * from "./neighbour_lists.ts";
export * from "./pairs/average_precision.ts";
export * from "./pairs/best_f1_threshold.ts";
export * from "./pairs/calibration_curve.ts";
export * from "./pairs/calibration_error.ts";
export * from "./pairs/log_loss.ts";
export * from "./pairs/pair_metrics.ts";
export * from "./pairs/precision_at_recall.ts";
export * from "./pairs/precision_cliff.ts";
export * from "./pairs/precision_recall_curve.ts";
export * from "./pairs/roc_curve.ts";
export * from "./pairs/score_histogram.ts";
export * from "./pairs/sorted_pairs.ts";
export * from "./pairs/weighted_pair_metrics.ts";
export * from "./ranking/mean_ranking.ts";
export * from "./ranking/ranking_metrics.ts";
export { BASELINE_TITLES } from "./report/reported_run.ts";
export {
  type LearningPoint,
  readLearningCurve,
} from "./report/learning_curve.ts";
export { metricTitle } from "./report/metric_texts.ts";
export * from "./scorers/adamic_adar_scorer.ts";
export * from "./scorers/baseline_scorers.ts";
export * from "./scorers/common_neighbours_scorer.ts";
export * from "./scorers/cosine_scorer.ts";
export * from "./scorers/degree_scorer.ts";
export * from "./scorers/model_scorer.ts";
export * from "./scorers/random_scorer.ts";
export * from "./scorers/scorer.ts";
export * from "./slices/degree_groups.ts";
export * from "./slices/degree_matched_negatives.ts";
export * from "./slices/find_slices.ts";
export * from "./slices/relation_masks.ts";
export { rocAuc } from "@kindred/kernels";
