import { queryNumbers } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import { createItems } from "./create_items.ts";
import { PairFigures } from "./pair_figures.ts";
import { columnNames, countRows } from "./query.ts";

/**
 * SQL for the directions of an edge as seen from the smaller row: they change
 * places where the smaller code is the larger row.
 */
const DIRECTIONS = `CAST(if(a_row < row, directions,
  ((directions & 85) << 1) | ((directions & 170) >> 1)) AS UTINYINT) AS directions`;

/**
 * Makes `items` (code, id, row) and `pairs` (left, right, …, in this order) of
 * what tables of any kind come to:
 *
 * - `ids` (code, id): the distinct ids, each with any code;
 * - `edges` (a, b, …): distinct unordered pairs of codes, with either
 *   `directions` (bits 2k and 2k + 1 for relation k: a names b, b names a) or
 *   `weight` and perhaps `time`. They are dropped.
 *
 * Items are numbered by the UTF-8 bytes of their ids.
 *
 * @param connection Where the tables are.
 * @returns What the pairs look like.
 */
export async function pairsOfEdges(
  connection: DuckDBConnection,
): Promise<PairFigures> {
  const values = (await columnNames(connection, "edges"))
    .filter((name) => name !== "a" && name !== "b")
    .map((name) => name === "directions" ? DIRECTIONS : name);
  await connection.run(
    `CREATE TABLE paired AS
       SELECT a AS code FROM edges UNION SELECT b FROM edges;
     CREATE TABLE chosen AS FROM ids SEMI JOIN paired USING (code);
     DROP TABLE paired`,
  );
  await createItems(connection);
  // One join or sort at a time: together they would have to share the memory.
  await connection.run(
    `CREATE TABLE half AS
       SELECT row AS a_row, edges.* EXCLUDE (a) FROM edges JOIN items ON code = a;
     DROP TABLE edges;
     CREATE TABLE unsorted AS
       SELECT least(a_row, row) AS "left", greatest(a_row, row) AS "right",
         ${values}
       FROM half JOIN items ON code = b;
     DROP TABLE half;
     CREATE TABLE pairs AS FROM unsorted ORDER BY "left", "right";
     DROP TABLE unsorted`,
  );
  const figures = new PairFigures(await countRows(connection, "items"));
  const rows = queryNumbers(connection, `SELECT "left", "right" FROM pairs`, [
    "uint32",
    "uint32",
  ]);
  for await (const [left, right] of rows) {
    for (let p = 0; p < left!.length; p++) figures.add(left![p]!, right![p]!);
  }
  return figures;
}
