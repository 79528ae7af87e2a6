import {
  expectNumber,
  type ItemModel,
  type OnProgress,
  type RowPairs,
} from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import type {
  Baseline,
  EvaluationReport,
  ScorerCurves,
  ScorerReport,
} from "./evaluation_report.ts";
import { resamplesFor } from "./intervals/resamples_for.ts";
import { type JudgedScorer, judgeScorer } from "./judge_scorer.ts";
import { judgementOf } from "./judgement.ts";
import { reportScorer } from "./report_scorer.ts";
import { baselineScorers } from "./scorers/baseline_scorers.ts";
import { modelScorer } from "./scorers/model_scorer.ts";
import type { Scorer } from "./scorers/scorer.ts";

/** Settings of {@linkcode evaluateModel}. */
export interface EvaluateOptions<K extends number = 10> {
  /**
   * Places that count in the ranking metrics, each a whole number >= 1. Default
   * 10.
   */
  k?: K | readonly K[] | undefined;
  /**
   * Most query items that are ranked, a whole number >= 1; where more have a
   * held-out pair, so many are drawn at random, the same for all scorers and at
   * every call. Candidates are never sampled. Default
   * {@linkcode DEFAULT_QUERY_LIMIT}.
   */
  queryLimit?: number | undefined;
  /**
   * Resamples behind the 95 % intervals of the model, a whole number >= 0; 0 for
   * no intervals. Fewer, but no fewer than 200, are taken where there are very
   * many pairs (see {@linkcode resamplesFor}), and 200 at most behind the
   * intervals of slices and baselines. Default {@linkcode DEFAULT_RESAMPLES}.
   */
  resamples?: number | undefined;
  /** Threads that rank, a whole number >= 1. Default one a processor. */
  threads?: number | undefined;
  /**
   * Further slices: is given the validation pairs that are judged, shape `[n]`,
   * and returns for each name 1 for those that are in it, else 0, uint8, shape
   * `[n]`. Default none.
   */
  slicesOf?: ((pairs: RowPairs) => Record<string, Uint8Array>) | undefined;
  /**
   * Receives how many of the query items are ranked, those of the model and of
   * each baseline together. Default nobody.
   */
  onProgress?: OnProgress | undefined;
  /** Cancels the work. Default never. */
  signal?: AbortSignal | undefined;
}

/**
 * Query items that are enough: the standard error of a mean over so many is
 * below 0.004, and a full ranking takes time in proportion to queries × items.
 */
export const DEFAULT_QUERY_LIMIT = 20_000;

/** Resamples that give an interval whose ends no longer jump about. */
export const DEFAULT_RESAMPLES = 1000;

/** Resamples where an interval only says about how wide it is. */
const FEW_RESAMPLES = 200;

/**
 * Judges a model by the held-out pairs of a split, beside every baseline over
 * the same pairs and queries.
 *
 * Pair metrics compare the held-out pairs with the split's negatives. Ranking
 * metrics take as queries all items with a held-out pair (or a random sample of
 * them, see `queryLimit`), each pair in both directions, and as candidates the
 * full catalogue less the query's training neighbours; see
 * {@linkcode rankingMetrics}. Pairs that leak are warned of and taken out, see
 * {@linkcode findLeaks}. Intervals are those of {@linkcode bootstrap}; slices
 * are those of {@linkcode findSlices}, and `degreeMatched`, whose negatives are
 * those of {@linkcode degreeMatchedNegatives}; only the model's slices have
 * intervals.
 *
 * Same input, same numbers, by any number of threads. Lets the event loop turn
 * about every 40 ms.
 *
 * @param model The trained model.
 * @param split The pairs; its training pairs are those the model was given.
 * @param options See {@linkcode EvaluateOptions}.
 * @throws {RangeError} If the model and the split do not fit together, a class of
 * validation pairs is empty, a pair joins an item with itself, or an option is
 * out of range.
 * @throws The signal's reason, if it cancels the work.
 *
 * @example
 * ```ts
 * import { evaluateModel } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * // Items 0, 1, 2 point one way; 3, 4, 5 the other.
 * const report = await evaluateModel({
 *   embeddings: {
 *     values: Float32Array.of(1, 1, 1, -1, -1, -1),
 *     itemCount: 6,
 *     dimensions: 1,
 *   },
 *   itemBias: new Float32Array(6),
 *   globalBias: 0,
 * }, {
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
 * assert.equal(report.rocAuc, 1);
 * assert.equal(report.mrr, 1);
 * assert.ok(report.baselines.degree.rocAuc < 1);
 * ```
 */
export async function evaluateModel<K extends number = 10>(
  model: ItemModel,
  split: Split,
  options: EvaluateOptions<K> = {},
): Promise<EvaluationReport<K>> {
  const { reports } = await evaluateScorers(
    [{ name: "model", scorer: scorerOf(model, split) }],
    split,
    options as EvaluateOptions<number>,
  );
  return reports[0] as unknown as EvaluationReport<K>;
}

/** Returns the scorer of a model, if it is of the split's items. */
export function scorerOf(model: ItemModel, { itemCount }: Split): Scorer {
  if (model.embeddings.itemCount !== itemCount) {
    throw new RangeError(
      `Cannot evaluate: the model must have the split's ${itemCount} items, got ${model.embeddings.itemCount}`,
    );
  }
  return modelScorer(model);
}

/** What {@linkcode evaluateScorers} finds. */
export interface EvaluatedScorers {
  /** The report of each scorer, the baselines in each. */
  reports: EvaluationReport<number>[];
  /** What each was judged with, in the same order. */
  judged: JudgedScorer[];
  /** How often items were resampled. */
  resamples: number;
}

/** Judges some scorers, and the baselines once, by the same split. */
export async function evaluateScorers(
  scorers: readonly { name: string; scorer: Scorer }[],
  split: Split,
  options: EvaluateOptions<number>,
): Promise<EvaluatedScorers> {
  const { k = 10, threads, signal } = options;
  const asked = expectNumber(
    "evaluate",
    "resamples",
    options.resamples ?? DEFAULT_RESAMPLES,
    { min: 0, whole: true },
  );
  const judgement = judgementOf(split, {
    queryLimit: options.queryLimit ?? DEFAULT_QUERY_LIMIT,
    slicesOf: options.slicesOf,
  });
  const resamples = Math.min(
    asked,
    resamplesFor(judgement.validation.label.length),
  );
  const baselines = Object.entries(
    baselineScorers(split.train, split.itemCount),
  ).map(([name, scorer]) => ({ name, scorer }));
  const all = [...scorers, ...baselines];
  const { queries } = judgement;
  const evaluate = async (turn: number) => {
    const { name, scorer } = all[turn]!;
    const judged = await judgeScorer(scorer, judgement, {
      ks: typeof k === "number" ? [k] : k,
      ...threads === undefined ? {} : { threads },
      ...signal === undefined ? {} : { signal },
      onProgress: (event) =>
        options.onProgress?.({
          ...event,
          done: turn * queries.length + event.done,
          total: all.length * queries.length,
        }),
    });
    const few = Math.min(resamples, FEW_RESAMPLES);
    const isBaseline = turn >= scorers.length;
    const report = await reportScorer(judged, {
      itemCount: split.itemCount,
      slices: judgement.slices,
      resamples: isBaseline ? few : resamples,
      sliceResamples: isBaseline ? 0 : few,
      signal,
    });
    return { judged: { ...judged, name }, report };
  };

  const evaluated = [];
  for (const turn of scorers.keys()) evaluated.push(await evaluate(turn));
  const ofBaselines: Record<string, ScorerReport<number>> = {};
  const curves: Record<string, ScorerCurves> = {};
  for (const [i, { name }] of baselines.entries()) {
    const { judged, report } = await evaluate(scorers.length + i);
    ofBaselines[name] = report;
    curves[name] = judged.curves;
  }
  return {
    reports: evaluated.map(({ judged, report }) => ({
      ...report,
      baselines: ofBaselines as Record<Baseline, ScorerReport<number>>,
      counts: judgement.counts,
      k: judged.ranking.ks,
      resamples,
      warnings: judgement.warnings,
      curves: { model: judged.curves, ...curves } as EvaluationReport["curves"],
    })),
    judged: evaluated.map(({ judged }) => judged),
    resamples,
  };
}
