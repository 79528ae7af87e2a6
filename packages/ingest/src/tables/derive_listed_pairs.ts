import { queryRows } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlDouble } from "./sql_double.ts";

/** What a list says of its pairs. */
export type ListedKind = "relations" | "weights" | "neither";

/** What came of the rows of lists. */
export interface ListedFigures {
  /** Rows with two different items. */
  listed: number;
  /** Of these, rows that name a pair that was named before, in either order. */
  repeated: number;
}

/**
 * The largest weight is at most 2^80 ticks: sums of 2^32 of them are exact in 128
 * bits, whichever thread adds first, and weights down to 2^-56 of the largest keep
 * the 24 bits that the result has.
 */
const TICK_BITS = 80;

/**
 * Makes `edges` of `listed` (a, b, directions, weight, time; a < b), and drops that:
 * one row a pair, with `directions` of its relations, or with `weight`, the sum of
 * its weights (1 where the list has none, however often it repeats the pair), and
 * with `time`, its first one.
 *
 * @param connection Where `listed` is.
 * @param kind What the lists say.
 * @param timed Whether every row has a time.
 */
export async function deriveListedPairs(
  connection: DuckDBConnection,
  kind: ListedKind,
  timed: boolean,
): Promise<ListedFigures> {
  const value = {
    relations: "CAST(bit_or(directions) AS UTINYINT) AS directions",
    weights: await sumOfWeights(connection),
    neither: "CAST(1 AS FLOAT) AS weight",
  }[kind];
  const time = timed && kind !== "relations" ? ", min(time) AS time" : "";
  await connection.run(
    `CREATE TABLE edges AS SELECT a, b, ${value}${time} FROM listed GROUP BY a, b`,
  );
  const [counts] = await queryRows(
    connection,
    "SELECT (SELECT count(*) FROM listed), (SELECT count(*) FROM edges)",
  );
  await connection.run("DROP TABLE listed");
  const listed = Number(counts![0]);
  return { listed, repeated: listed - Number(counts![1]) };
}

/** SQL for a sum that does not depend on the order in which threads add. */
async function sumOfWeights(connection: DuckDBConnection): Promise<string> {
  const [row] = await queryRows(connection, "SELECT max(weight) FROM listed");
  const largest = Number(row![0] ?? 1);
  const ticks = 2 ** (TICK_BITS - 1 - Math.floor(Math.log2(largest)));
  return `CAST(CAST(
      sum(CAST(greatest(1, round(weight * ${sqlDouble(ticks)})) AS HUGEINT))
    AS DOUBLE) / ${sqlDouble(ticks)} AS FLOAT) AS weight`;
}
