import type {
  QueryMetric,
  RankingMetrics,
  RankingResult,
} from "./ranking_metrics.ts";

/**
 * Returns the metrics of a ranking: means over its query items, and what all of
 * them together have.
 *
 * @param result What `rankingMetrics` returned.
 *
 * @example
 * ```ts
 * import { meanRanking, neighbourLists, randomScorer, rankingMetrics } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const heldOut = { left: Uint32Array.of(0, 2), right: Uint32Array.of(1, 3) };
 * const train = { left: Uint32Array.of(0, 1), right: Uint32Array.of(3, 2) };
 * const result = await rankingMetrics(randomScorer(4), {
 *   relevant: neighbourLists(heldOut, 4),
 *   known: neighbourLists(train, 4),
 * }, { ks: [2] });
 * // Two candidates each, of which one is wanted, in two places.
 * assert.equal(meanRanking(result).precisionAt2, 0.5);
 * assert.equal(meanRanking(result).coverageAt2, 1);
 * // The first query item alone.
 * assert.equal(meanRanking(result, Uint32Array.of(0)).recallAt2, 1);
 * ```
 */
export function meanRanking<K extends number>(
  result: RankingResult<K>,
): RankingMetrics<K>;
/**
 * Returns the means over some of the query items.
 *
 * @param result What `rankingMetrics` returned.
 * @param positions Which: positions in `result.queries`, uint32, shape `[n]`, at
 * least one.
 * @throws {RangeError} If there is none, or one is not a position.
 */
export function meanRanking<K extends number>(
  result: RankingResult<K>,
  positions: Uint32Array,
): Record<QueryMetric<K>, number>;
export function meanRanking(
  { queries, perQuery, whole }: RankingResult<number>,
  positions?: Uint32Array,
): Record<string, number> {
  const chosen = positions ?? queries.map((_, position) => position);
  const wrong = chosen.find((position) => position >= queries.length);
  if (chosen.length === 0 || wrong !== undefined) {
    throw new RangeError(
      `Cannot average a ranking: positions must be one or more below ${queries.length}, got ${
        wrong ?? "none"
      }`,
    );
  }
  const means: Record<string, number> = {};
  for (const [name, values] of Object.entries(perQuery)) {
    let sum = 0;
    for (const position of chosen) sum += values[position]!;
    means[name] = sum / chosen.length;
  }
  return positions ? means : { ...means, ...whole };
}
