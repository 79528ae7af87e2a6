import { queryRows } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlDouble } from "./sql_double.ts";

/**
 * Counts that decay are sums of whole ticks of 2^-60: the same whichever thread
 * adds first.
 */
export const TICKS: number = 2 ** 60;

const SECONDS_A_DAY = 86_400;

/** How large baskets are. */
export interface BasketSizes {
  /** Baskets with an item. */
  baskets: number;
  /** Of these, baskets with one item only: they make no pair. */
  singletons: number;
  /** Of these, baskets with more items than the cap. */
  capped: number;
  /** Items left out of capped baskets. */
  cappedItems: number;
}

/** First and last time in seconds since 1970. */
export interface TimeRange {
  /** The first. */
  first: number;
  /** The last. */
  last: number;
}

/**
 * Makes `contents` (basket, item, first, last) of `interactions` (basket, item,
 * time), and drops that: each item of a basket once, with the first and the last
 * time that it was put in.
 *
 * @param connection Where `interactions` is.
 */
export async function gatherContents(
  connection: DuckDBConnection,
): Promise<void> {
  await connection.run(
    `CREATE TABLE contents AS
       SELECT basket, item, min(time) AS first, max(time) AS last
       FROM interactions GROUP BY basket, item`,
  );
  await connection.run("DROP TABLE interactions");
}

/** Returns the first and last time of `contents`, or null if that is empty. */
export async function timeRange(
  connection: DuckDBConnection,
): Promise<TimeRange | null> {
  const [row] = await queryRows(
    connection,
    "SELECT min(first), max(last) FROM contents",
  );
  const [first, last] = row!;
  return first === null ? null : { first: Number(first), last: Number(last) };
}

/**
 * Takes out of `contents` what is over the cap: the latest items of a basket stay,
 * among equal times those that a seeded hash picks.
 *
 * @param connection Where `contents` is.
 * @param limits The most items of a basket, the seed, and whether there are times.
 */
export async function capBaskets(
  connection: DuckDBConnection,
  { cap, seed, timed }: { cap: number; seed: number; timed: boolean },
): Promise<BasketSizes> {
  const latest = timed ? "last DESC," : "";
  await connection.run(
    `CREATE TABLE sizes AS
       SELECT basket, count(*) AS size FROM contents GROUP BY basket`,
  );
  const [row] = await queryRows(
    connection,
    `SELECT count(*), count_if(size = 1), count_if(size > ${cap}),
       coalesce(sum(greatest(size - ${cap}, 0)), 0) FROM sizes`,
  );
  const [baskets, singletons, capped, cappedItems] = row!.map(Number);
  if (capped! > 0) {
    await connection.run(
      `CREATE TABLE kept AS
         SELECT contents.* FROM contents SEMI JOIN
           (FROM sizes WHERE size <= ${cap}) AS small USING (basket)
         UNION ALL
         SELECT contents.* FROM contents SEMI JOIN
           (FROM sizes WHERE size > ${cap}) AS large USING (basket)
         QUALIFY row_number() OVER (PARTITION BY basket ORDER BY ${latest}
           md5_number_lower(concat_ws(' ', ${seed}, basket, item)), item) <= ${cap};
       DROP TABLE contents;
       ALTER TABLE kept RENAME TO contents`,
    );
  }
  await connection.run("DROP TABLE sizes");
  return {
    baskets: baskets!,
    singletons: singletons!,
    capped: capped!,
    cappedItems: cappedItems!,
  };
}

/**
 * Adds a column to `contents`: the ticks that count in place of one basket, at
 * least 1 however old it is.
 *
 * @param connection Where `contents` is.
 * @param newest The time at which nothing has decayed yet.
 * @param halfLife In days.
 */
export async function addTicks(
  connection: DuckDBConnection,
  newest: number,
  halfLife: number,
): Promise<void> {
  const halves = `(last - ${sqlDouble(newest)}) / ${
    sqlDouble(halfLife * SECONDS_A_DAY)
  }`;
  await connection.run(
    `CREATE TABLE aged AS
       SELECT *, CAST(greatest(1, round(${
      sqlDouble(TICKS)
    } * pow(2, ${halves})))
         AS BIGINT) AS ticks FROM contents;
     DROP TABLE contents;
     ALTER TABLE aged RENAME TO contents`,
  );
}
