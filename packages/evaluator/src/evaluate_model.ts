import {
  checkPairs,
  createRandom,
  expectNumber,
  type ItemModel,
  type OnProgress,
  shuffleInPlace,
} from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import { createPause } from "./_pause.ts";
import { thinCurves } from "./report/thin_curves.ts";
import { adamicAdarScorer } from "./scorers/adamic_adar_scorer.ts";
import { averagePrecision } from "./pairs/average_precision.ts";
import { degreeScorer } from "./scorers/degree_scorer.ts";
import type {
  EvaluationReport,
  ScorerCurves,
  ScorerMetrics,
} from "./evaluation_report.ts";
import { modelScorer } from "./scorers/model_scorer.ts";
import {
  degreesOf,
  itemsWithNeighbours,
  neighbourLists,
} from "./neighbour_lists.ts";
import {
  rankingMetrics,
  type RankingOptions,
  type RankingTruth,
} from "./ranking/ranking_metrics.ts";
import { rocAuc } from "@kindred/kernels";
import type { Scorer } from "./scorers/scorer.ts";

/** Settings of {@linkcode evaluateModel}. */
export interface EvaluateOptions<K extends number = 10> {
  /** Places that count in the ranking metrics, a whole number >= 1. Default 10. */
  k?: K;
  /**
   * Most query items that are ranked, a whole number >= 1; where more have a
   * held-out pair, so many are drawn at random, the same for all scorers and at
   * every call. Candidates are never sampled. Default
   * {@linkcode DEFAULT_QUERY_LIMIT}.
   */
  queryLimit?: number;
  /**
   * Receives how many of the query items are ranked, those of the model and of
   * each baseline together. Default nobody.
   */
  onProgress?: OnProgress;
  /** Cancels the work. Default never. */
  signal?: AbortSignal;
}

/**
 * Query items that are enough: the standard error of a mean over so many is
 * below 0.004, and a full ranking takes time in proportion to queries × items.
 */
export const DEFAULT_QUERY_LIMIT = 20_000;

/** What all scorers of one evaluation are judged by. */
interface Judgement {
  validation: Split["validation"];
  /** Positions of the validation pairs whose both items were trained on. */
  seen: Uint32Array;
  truth: RankingTruth;
  ranking: RankingOptions<number>;
  pause: () => Promise<void>;
}

/**
 * Judges a model by the held-out pairs of a split, beside the baselines
 * `degree` and `adamicAdar` over the same pairs and queries.
 *
 * Pair metrics compare the held-out pairs with the split's negatives. Ranking
 * metrics take as queries all items with a held-out pair (or a random sample of
 * them, see `queryLimit`), each pair in both directions, and as candidates the full catalogue less the query's training
 * neighbours; see {@linkcode rankingMetrics}. Same input, same numbers. Lets the
 * event loop turn about every 40 ms while it ranks.
 *
 * @param model The trained model.
 * @param split The pairs; its training pairs are those the model was given.
 * @param options See {@linkcode EvaluateOptions}.
 * @throws {RangeError} If the model and the split do not fit together, a class of
 * validation pairs is empty, a held-out pair is a training pair too, a pair joins
 * an item with itself, or `k` or `queryLimit` is out of range.
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
  const { itemCount, train, validation } = split;
  const k = options.k ?? 10;
  if (model.embeddings.itemCount !== itemCount) {
    throw new RangeError(
      `Cannot evaluate: the model must have the split's ${itemCount} items, got ${model.embeddings.itemCount}`,
    );
  }
  checkPairs("evaluate", train, itemCount);
  checkPairs("evaluate", validation, itemCount);
  if (validation.label.length !== validation.left.length) {
    throw new RangeError(
      `Cannot evaluate: labels must have length ${validation.left.length}, got ${validation.label.length}`,
    );
  }
  const known = neighbourLists(train, itemCount);
  const degrees = degreesOf(known);
  const relevant = neighbourLists(heldOutPairs(validation), itemCount);
  const seen = positionsOf(
    validation.label,
    (p) =>
      degrees[validation.left[p]!]! > 0 && degrees[validation.right[p]!]! > 0,
  );
  const askable = itemsWithNeighbours(relevant);
  const queries = sampleQueries(
    askable,
    expectNumber(
      "evaluate",
      "queryLimit",
      options.queryLimit ?? DEFAULT_QUERY_LIMIT,
      { min: 1, whole: true },
    ),
  );

  const scorers = [
    modelScorer(model),
    degreeScorer(train, itemCount),
    adamicAdarScorer(train, itemCount),
  ] as const;
  const pause = createPause(options.signal);
  const judge = (scorer: Scorer, turn: number) =>
    judgeScorer(scorer, {
      validation,
      seen,
      truth: { relevant, known },
      ranking: {
        k,
        queries,
        signal: options.signal,
        onProgress: (event) =>
          options.onProgress?.({
            ...event,
            done: turn * queries.length + event.done,
            total: scorers.length * queries.length,
          }),
      },
      pause,
    });
  const ofModel = await judge(scorers[0], 0);
  const ofDegree = await judge(scorers[1], 1);
  const ofAdamicAdar = await judge(scorers[2], 2);

  const pairs = countOnes(validation.label);
  const pairsSeen = countOnes(seen.map((p) => validation.label[p]!));
  const report: EvaluationReport<number> = {
    ...ofModel.metrics,
    baselines: {
      degree: ofDegree.metrics,
      adamicAdar: ofAdamicAdar.metrics,
    },
    counts: {
      items: itemCount,
      itemsSeen: itemsWithNeighbours(known).length,
      queryItems: queries.length,
      queryItemsPossible: askable.length,
      trainPairs: train.left.length,
      pairs,
      negatives: validation.label.length - pairs,
      pairsSeen,
      negativesSeen: seen.length - pairsSeen,
    },
    k,
    curves: {
      model: ofModel.curves,
      degree: ofDegree.curves,
      adamicAdar: ofAdamicAdar.curves,
    },
  };
  return report as unknown as EvaluationReport<K>;
}

/** At most `limit` of the rows, ascending, drawn at random but always the same. */
function sampleQueries(rows: Uint32Array, limit: number): Uint32Array {
  if (rows.length <= limit) return rows;
  return shuffleInPlace(rows.slice(), createRandom(0)).slice(0, limit).sort();
}

async function judgeScorer(
  scorer: Scorer,
  judgement: Judgement,
): Promise<{ metrics: ScorerMetrics<number>; curves: ScorerCurves }> {
  const { validation: { left, right, label }, seen, pause } = judgement;
  const scores = scorer.scorePairs(left, right);
  await pause();
  const pairMetrics = {
    rocAuc: rocAuc(scores, label),
    rocAucSeen: rocAucOf(scores, label, seen),
    averagePrecision: averagePrecision(scores, label),
  };
  await pause();
  const curves = thinCurves(scores, label);
  const ranking = await rankingMetrics(
    scorer,
    judgement.truth,
    judgement.ranking,
  );
  return { metrics: { ...pairMetrics, ...ranking }, curves };
}

/** ROC-AUC of some of the pairs, or null where a class is missing. */
function rocAucOf(
  scores: Float32Array,
  label: Uint8Array,
  positions: Uint32Array,
): number | null {
  const labels = Uint8Array.from(positions, (p) => label[p]!);
  const positives = countOnes(labels);
  if (positives === 0 || positives === labels.length) return null;
  return rocAuc(Float32Array.from(positions, (p) => scores[p]!), labels);
}

function heldOutPairs(
  { left, right, label }: Split["validation"],
): { left: Uint32Array; right: Uint32Array } {
  const held = positionsOf(label, (p) => label[p] === 1);
  return {
    left: held.map((p) => left[p]!),
    right: held.map((p) => right[p]!),
  };
}

/** Positions of an array that satisfy a condition, ascending. */
function positionsOf(
  array: Uint8Array,
  holds: (position: number) => boolean,
): Uint32Array {
  const positions = new Uint32Array(array.length);
  let count = 0;
  for (let p = 0; p < array.length; p++) if (holds(p)) positions[count++] = p;
  return positions.slice(0, count);
}

function countOnes(array: Uint8Array | Uint32Array): number {
  let count = 0;
  for (const value of array) if (value === 1) count++;
  return count;
}
