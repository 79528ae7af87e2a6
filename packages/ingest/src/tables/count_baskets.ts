import type { DuckDBConnection } from "@duckdb/node-api";
import { queryNumber } from "./query_number.ts";

/** Two items in one basket, as often as are counted at a time. */
const MEETINGS_A_PART = 16e6;

/** What to count. */
export interface CountWishes {
  /** Fewest baskets that hold both items of a pair. */
  minSupport: number;
  /** Whether `contents` has ticks, which are added up beside. */
  decays: boolean;
}

/**
 * Makes `counts` (item, baskets, mass) of `contents`.
 *
 * @param connection Where `contents` is.
 * @param wishes What to count.
 * @returns How many items are in fewer baskets than a pair needs.
 */
export async function countItems(
  connection: DuckDBConnection,
  { minSupport, decays }: CountWishes,
): Promise<number> {
  await connection.run(
    `CREATE TABLE counts AS
       SELECT item, count(*) AS baskets, ${
      decays ? "sum(ticks)" : "count(*)"
    } AS mass
       FROM contents GROUP BY item`,
  );
  return await queryNumber(
    connection,
    `SELECT count_if(baskets < ${minSupport}) FROM counts`,
  );
}

/**
 * Makes `together` (a, b, support, mass, time) of `contents` and `counts`: the pairs
 * with support. Goes by parts of the items, so that the rare pairs, often most of
 * all, are never held together.
 *
 * @param connection Where the tables are.
 * @param wishes What to count.
 * @param meetingsAPart How much to count at a time. Default 16 million.
 * @returns How many pairs are too rare.
 */
export async function countPairs(
  connection: DuckDBConnection,
  { minSupport, decays }: CountWishes,
  meetingsAPart: number = MEETINGS_A_PART,
): Promise<number> {
  // A pair is in no more baskets than its rarer item: the others need no look.
  await connection.run(
    `CREATE TABLE common AS
       SELECT contents.* FROM contents SEMI JOIN
         (FROM counts WHERE baskets >= ${minSupport}) AS c USING (item);
     CREATE TABLE together (a UINTEGER, b UINTEGER, support BIGINT, mass HUGEINT,
       time DOUBLE)`,
  );
  const meetings = await queryNumber(
    connection,
    `SELECT sum(size * (size - 1) / 2) FROM
       (SELECT count(*) AS size FROM common GROUP BY basket)`,
  );
  const parts = Math.max(1, Math.ceil(meetings / meetingsAPart));
  let rare = 0;
  for (let part = 0; part < parts; part++) {
    await connection.run(
      `CREATE TABLE part AS
         SELECT x.item AS a, y.item AS b, count(*) AS support,
           ${decays ? "sum(least(x.ticks, y.ticks))" : "count(*)"} AS mass,
           min(greatest(x.first, y.first)) AS time
         FROM common AS x JOIN common AS y
           ON x.basket = y.basket AND x.item < y.item
         WHERE x.item % ${parts} = ${part}
         GROUP BY a, b;
       INSERT INTO together FROM part WHERE support >= ${minSupport}`,
    );
    rare += await queryNumber(
      connection,
      `SELECT count_if(support < ${minSupport}) FROM part`,
    );
    await connection.run("DROP TABLE part");
  }
  await connection.run("DROP TABLE common");
  return rare;
}
