import type { OnProgress } from "@kindred/core";
import { createPause } from "../_pause.ts";
import { type NeighbourLists, neighboursOf } from "../neighbour_lists.ts";
import type { RankOptions, Scorer } from "../scorers/scorer.ts";
import { accuracyAt, reciprocalRank } from "./_accuracy.ts";
import { checkPlaces, checkQueries } from "./_check_ranking.ts";
import { exposureAt } from "./_exposure.ts";
import { listQuality } from "./_list_quality.ts";
import { rankScorer } from "./_rank_scorer.ts";
import { tieGroups } from "./_tie_groups.ts";

/**
 * Names of the metrics that each query item has a value of. They end in the
 * number of places: `recallAt10`.
 */
export type QueryMetric<K extends number = 10> =
  | `recallAt${K}`
  | `precisionAt${K}`
  | `ndcgAt${K}`
  | `hitRateAt${K}`
  | `mapAt${K}`
  | `popularityAt${K}`
  | `noveltyAt${K}`
  | `diversityAt${K}`
  | "mrr";

/** Names of the metrics that only all query items together have a value of. */
export type CatalogueMetric<K extends number = 10> =
  | `coverageAt${K}`
  | `giniAt${K}`;

/**
 * Ranking metrics by name, those of {@linkcode QueryMetric} averaged over query
 * items; what they mean is said at {@linkcode rankingMetrics}.
 */
export type RankingMetrics<K extends number = 10> = Record<
  QueryMetric<K> | CatalogueMetric<K>,
  number
>;

/** What {@linkcode rankingMetrics} finds; `meanRanking` takes the means. */
export interface RankingResult<K extends number = 10> {
  /** Rows of the query items, uint32, shape `[q]`. */
  queries: Uint32Array;
  /** The numbers of places that the names end in, ascending. */
  ks: K[];
  /** Each query item's values by the metric's name, float64, shape `[q]`. */
  perQuery: Record<QueryMetric<K>, Float64Array>;
  /** What all query items together have, by the metric's name. */
  whole: Record<CatalogueMetric<K>, number>;
}

/** What a ranking is judged by. */
export interface RankingTruth {
  /** Held-out neighbours: what should come first. */
  relevant: NeighbourLists;
  /** Training neighbours: no candidates, since they were given away. */
  known: NeighbourLists;
}

/** Settings of {@linkcode rankingMetrics}. */
export interface RankingOptions<K extends number = 10> {
  /**
   * Numbers of places that count, each a whole number >= 1, at least one; the
   * catalogue is ranked once for all of them. Default `[10]`.
   */
  ks?: readonly K[];
  /**
   * Rows of the query items, each with a relevant item, uint32, shape `[q]`, at
   * least one. Default all that have one.
   */
  queries?: Uint32Array;
  /**
   * Threads to rank with where the scorer can, a whole number >= 1; they change
   * nothing in the result. Default one a processor.
   */
  threads?: number;
  /** Receives how many query items are ranked. Default nobody. */
  onProgress?: OnProgress;
  /** Cancels the work. Default never. */
  signal?: AbortSignal;
}

/** Time between two reports of progress, in ms. */
const REPORT_MS = 250;

/**
 * Ranks the full catalogue for every query item and judges what comes first.
 *
 * Query items are all items with a relevant one, or those of them that are
 * named. Candidates are all items less the query item and its known neighbours;
 * none is sampled, since sampled metrics can order methods wrongly (Krichene and
 * Rendle 2020, doi 10.1145/3394486.3403226).
 *
 * Whether the first k places hold what they should, each in `[0, 1]`:
 *
 * - recall: relevant items there / all relevant items;
 * - precision: relevant items there / k;
 * - NDCG: Σ 1 / log2(place + 1) over the relevant items there, divided by that
 *   sum for the first min(k, relevant) places (binary gains; Järvelin and
 *   Kekäläinen 2002, doi 10.1145/582415.582418);
 * - hit rate: whether a relevant item is there;
 * - MAP: Σ precision at the place of each relevant item there, divided by
 *   min(k, relevant): average precision cut at k, whose mean is MAP;
 * - MRR, of the full ranking: 1 / rank of the best relevant item, which is 1,
 *   plus the candidates that score higher, plus half of the irrelevant ones that
 *   score the same (Voorhees 1999, TREC-8).
 *
 * Tied candidates stand in no order: but for MRR these are the exact expectations
 * over a random order of the ties (McSherry and Najork 2008,
 * doi 10.1007/978-3-540-78646-7_38), so a scorer gains nothing from the order of
 * the rows.
 *
 * What the list of the first k is like; here ties are broken by row, since a list
 * must have its items, and a list may be shorter than k where there are fewer
 * candidates:
 *
 * - popularity: mean number of known neighbours of its items;
 * - novelty: mean self-information of its items, -log2(known neighbours / all
 *   items' known neighbours), in bits: how surprising each is as an end of a
 *   training pair (after Zhou et al. 2010, doi 10.1073/pnas.1000488107); an item
 *   without any counts as if it had one;
 * - diversity: 1 less the mean cosine between two of its items' known neighbours
 *   (intra-list similarity after Ziegler et al. 2005,
 *   doi 10.1145/1060745.1060754), the same measure for all scorers; an item
 *   without known neighbours is like no other, and a list of one item has 0;
 * - coverage, of all lists: share of all items that are in one;
 * - Gini, of all lists: how unevenly they show the items, from 0, all equally
 *   often, to 1, one item alone (Shani and Gunawardana 2011,
 *   doi 10.1007/978-0-387-85820-3_8).
 *
 * Lets the event loop turn about every 40 ms. Same input, same numbers, by any
 * number of threads.
 *
 * @param scorer What is judged; ranks by {@linkcode Scorer.rank} where it has
 * that, else by its `scoreItems`.
 * @param truth What it is judged by; both lists for the same items.
 * @param options See {@linkcode RankingOptions}.
 * @throws {RangeError} If an option is out of range, the lists are of different
 * length, no item has a relevant one, a relevant item is the query or a known
 * neighbour, or a score is NaN or -Infinity.
 * @throws The signal's reason, if it cancels the work.
 *
 * @example Item 0 goes with 1, and the scorer puts 1 second
 * ```ts
 * import { meanRanking, neighbourLists, rankingMetrics } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const heldOut = { left: Uint32Array.of(0), right: Uint32Array.of(1) };
 * const train = { left: Uint32Array.of(1), right: Uint32Array.of(3) };
 * const result = await rankingMetrics({
 *   name: "example",
 *   scorePairs: (left) => new Float32Array(left.length),
 *   scoreItems: (queries, out) =>
 *     queries.forEach((_, q) => out.set([9, 2, 5, 7], q * 4)),
 * }, {
 *   relevant: neighbourLists(heldOut, 4),
 *   known: neighbourLists(train, 4),
 * }, { ks: [1, 10] });
 * // For 0 the order is 3, 2, 1; for 1, whose neighbour 3 is known, it is 0, 2.
 * assert.deepEqual([...result.perQuery.hitRateAt1], [0, 1]);
 * const means = meanRanking(result);
 * assert.equal(means.recallAt10, 1);
 * assert.equal(means.mrr, (1 / 3 + 1) / 2);
 * ```
 */
export async function rankingMetrics<K extends number = 10>(
  scorer: Scorer,
  truth: RankingTruth,
  options: RankingOptions<K> = {},
): Promise<RankingResult<K>> {
  const ks = checkPlaces(options.ks ?? [10]);
  const queries = checkQueries(truth, options.queries);
  const { relevant, known } = truth;
  const itemCount = known.start.length - 1;
  const k = ks.at(-1)!;
  const { threads, signal } = options;
  const ranked = await rankScorer(
    scorer,
    { queries, k, excluded: known, relevant },
    itemCount,
    { threads, signal, onProgress: reporter(scorer.name, options.onProgress) },
  );

  const perQuery: Record<string, Float64Array> = {};
  const setValue = (name: string, q: number, value: number): void => {
    perQuery[name] ??= new Float64Array(queries.length);
    perQuery[name][q] = value;
  };
  const setValues = (values: object, places: number, q: number): void => {
    for (const [name, value] of Object.entries(values)) {
      setValue(`${name}At${places}`, q, value);
    }
  };
  const qualitiesOf = listQuality(known);
  const pause = createPause(signal);
  let relevantEnd = 0;
  for (const [q, query] of queries.entries()) {
    await pause();
    const relevantStart = relevantEnd;
    relevantEnd += neighboursOf(relevant, query).length;
    const wanted = ranked.relevantScores.slice(relevantStart, relevantEnd)
      .sort();
    setValue(
      "mrr",
      q,
      reciprocalRank(wanted, ranked.higher[q]!, ranked.tied[q]!),
    );

    const end = q * k + ranked.count[q]!;
    const top = ranked.scores.subarray(q * k, end);
    const groups = tieGroups(top, ranked.tiedAtLast[q]!, wanted);
    const qualities = qualitiesOf(ranked.items.subarray(q * k, end), ks);
    for (const [i, places] of ks.entries()) {
      setValues(accuracyAt(groups, places, wanted.length), places, q);
      setValues(qualities[i]!, places, q);
    }
  }

  const whole: Record<string, number> = {};
  for (const [i, exposure] of exposureAt(ranked, itemCount, ks).entries()) {
    whole[`coverageAt${ks[i]}`] = exposure.coverage;
    whole[`giniAt${ks[i]}`] = exposure.gini;
  }
  return { queries, ks, perQuery, whole } as unknown as RankingResult<K>;
}

/** Returns what reports how many queries are ranked, at most so often. */
function reporter(
  name: string,
  onProgress: OnProgress | undefined,
): NonNullable<RankOptions["onProgress"]> {
  let reported = performance.now();
  return (done, total) => {
    if (done < total && performance.now() - reported < REPORT_MS) return;
    reported = performance.now();
    onProgress?.({
      task: "evaluate",
      done,
      total,
      unit: "items",
      note: `ranking by ${name}`,
    });
  };
}
