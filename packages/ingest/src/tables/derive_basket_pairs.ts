import type { DuckDBConnection } from "@duckdb/node-api";
import {
  addTicks,
  type BasketSizes,
  capBaskets,
  gatherContents,
  type TimeRange,
  timeRange,
} from "./basket_contents.ts";
import { type BasketOptions, resolveBasketOptions } from "./basket_options.ts";
import { countItems, countPairs } from "./count_baskets.ts";
import { weighBasketPairs } from "./weigh_basket_pairs.ts";

/** What came of the baskets. */
export interface BasketFigures extends BasketSizes {
  /** Items in fewer baskets than a pair needs: they make no pair. */
  rareItems: number;
  /** Pairs of the other items in fewer baskets than a pair needs. */
  rarePairs: number;
  /** Pairs left out as their items meet no more often than chance has it. */
  unassociatedPairs: number;
  /** The first and the last time; null without times. */
  times: TimeRange | null;
}

/**
 * Makes `edges` (a, b, weight, and time where `timed`) of `interactions` (basket,
 * item, time), and drops that: the pairs of different items that at least
 * `minSupport` baskets hold both.
 *
 * With N baskets, c_a of them with item a and c_ab with both a and b, the weights
 * are:
 * - count: c_ab;
 * - lift: N c_ab / (c_a c_b) (Brin et al., "Dynamic itemset counting", 1997,
 *   there called interest);
 * - cosine: c_ab / sqrt(c_a c_b) (of the items' columns of baskets, Sarwar et al.,
 *   "Item-based collaborative filtering", 2001);
 * - ppmi: max(0, ln lift) (Church and Hanks, "Word association norms", 1990, its
 *   positive part as Bullinaria and Levy, 2007), where 0 is no pair.
 *
 * An item counts once a basket. Of a basket with more items than the cap the
 * latest ones are used, among equal times those that a seeded hash picks, so that
 * a basket never makes more than cap (cap - 1) / 2 pairs. With a half-life h, an
 * item in a basket counts 0.5^(age / h) in place of 1, its age reckoned from the
 * newest time of all; two items count as the older one, so that a pair never
 * counts more than an item, and N counts each basket as its newest item. Whether
 * a pair has support does not decay. The time of a pair is the first at which
 * both items were in a basket.
 *
 * @param connection Where `interactions` is.
 * @param timed Whether every row has a time.
 * @param options See {@linkcode BasketOptions}.
 * @throws {RangeError} If an option is out of range, or counts are to decay and
 * there are no times.
 */
export async function deriveBasketPairs(
  connection: DuckDBConnection,
  timed: boolean,
  options: BasketOptions = {},
): Promise<BasketFigures> {
  const { minSupport, weight, halfLife, basketCap, seed } =
    resolveBasketOptions(options);
  if (halfLife !== null && !timed) {
    throw new RangeError(
      "Cannot pair the items of baskets: rows must have times if counts are to decay, got none",
    );
  }
  await gatherContents(connection);
  const times = timed ? await timeRange(connection) : null;
  const cap = { cap: basketCap, seed, timed };
  const sizes = await capBaskets(connection, cap);
  const decays = halfLife !== null && times !== null;
  if (decays) await addTicks(connection, times.last, halfLife);
  const wishes = { minSupport, decays };
  const rareItems = await countItems(connection, wishes);
  const rarePairs = await countPairs(connection, wishes);
  const unassociatedPairs = await weighBasketPairs(connection, {
    weight,
    decays,
    timed,
  });
  return { ...sizes, rareItems, rarePairs, unassociatedPairs, times };
}
