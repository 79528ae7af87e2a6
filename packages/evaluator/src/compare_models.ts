import type { ItemModel } from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import {
  type EvaluateOptions,
  evaluateScorers,
  scorerOf,
} from "./evaluate_model.ts";
import type { EvaluationReport } from "./evaluation_report.ts";
import {
  compareScorers,
  type Comparison,
} from "./intervals/compare_scorers.ts";

/** A model that is compared with others. */
export interface NamedModel {
  /** What it is called; no two are called alike. */
  name: string;
  /** The trained model. */
  model: ItemModel;
}

/** What {@linkcode compareModels} finds. */
export interface ComparedModels<K extends number = 10> {
  /** The report of each model, in their order; the baselines are the same in all. */
  reports: EvaluationReport<K>[];
  /** The first model with each of the others; null if there are no intervals. */
  comparison: Comparison | null;
}

/**
 * Judges several models by the same held-out pairs of a split, and says which of
 * their differences are real; see {@linkcode evaluateModel} and
 * {@linkcode compareScorers}.
 *
 * @param models Two or more models of the split's items; the others are compared
 * with the first.
 * @param split The pairs; its training pairs are those that the models were given.
 * @param options See {@linkcode EvaluateOptions}. Without resamples there are no
 * tests.
 * @throws {RangeError} If there are fewer than two models, two have one name, or
 * for what {@linkcode evaluateModel} refuses.
 * @throws The signal's reason, if it cancels the work.
 *
 * @example
 * ```ts
 * import { compareModels } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const model = (...values: number[]) => ({
 *   embeddings: {
 *     values: Float32Array.from(values),
 *     itemCount: 6,
 *     dimensions: 1,
 *   },
 *   itemBias: new Float32Array(6),
 *   globalBias: 0,
 * });
 * const { reports, comparison } = await compareModels([
 *   { name: "blind", model: model(1, -1, 1, -1, 1, -1) },
 *   { name: "seeing", model: model(1, 1, 1, -1, -1, -1) },
 * ], {
 *   itemCount: 6,
 *   train: {
 *     left: Uint32Array.of(0, 1, 3, 4),
 *     right: Uint32Array.of(1, 2, 4, 5),
 *     weight: Float32Array.of(1, 1, 1, 1),
 *   },
 *   validation: {
 *     left: Uint32Array.of(0, 3, 0, 2),
 *     right: Uint32Array.of(2, 5, 3, 4),
 *     label: Uint8Array.of(1, 1, 0, 0),
 *   },
 * });
 * assert.ok(reports[1]!.mrr > reports[0]!.mrr);
 * // Four query items prove nothing.
 * const [first] = comparison!.comparisons;
 * assert.ok(
 *   first!.metrics.every(({ verdict }) => verdict === "no difference shown"),
 * );
 * ```
 */
export async function compareModels<K extends number = 10>(
  models: readonly NamedModel[],
  split: Split,
  options: EvaluateOptions<K> = {},
): Promise<ComparedModels<K>> {
  const names = new Set(models.map(({ name }) => name));
  if (models.length < 2 || names.size < models.length) {
    throw new RangeError(
      `Cannot compare models: there must be two or more with names of their own, got ${
        models.map(({ name }) => `"${name}"`).join(", ") || "none"
      }`,
    );
  }
  const { reports, judged, resamples } = await evaluateScorers(
    models.map(({ name, model }) => ({ name, scorer: scorerOf(model, split) })),
    split,
    options as EvaluateOptions<number>,
  );
  const comparison = resamples === 0 ? null : await compareScorers(
    judged.map(({ name, pairs, ranking }) => ({
      name,
      pairs,
      queries: { items: ranking.queries, values: ranking.perQuery },
    })),
    { itemCount: split.itemCount, resamples, signal: options.signal },
  );
  return {
    reports: reports as unknown as EvaluationReport<K>[],
    comparison,
  };
}
