import { RELATIONS } from "@kindred/core";
import { CATALOGUE_FILES } from "@kindred/core/artifact";
import { sqlText } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { columnNames } from "./query.ts";

/** SQL for one column a relation: 1 left names right, 2 right names left. */
const RELATION_COLUMNS = RELATIONS.map((relation, k) =>
  `CAST((directions >> ${2 * k}) & 3 AS UTINYINT) AS ${relation}`
);

/**
 * Writes `items.parquet` and `pairs.parquet` of the tables `items`, `products` and
 * `pairs`; `products` is dropped, to make room.
 *
 * @param connection Where the tables are; it is left with one thread.
 * @param directory A folder without these files.
 */
export async function writeTables(
  connection: DuckDBConnection,
  directory: string,
): Promise<void> {
  const copy = (query: string, name: string) =>
    connection.run(
      `COPY (${query}) TO ${
        sqlText(join(directory, name))
      } (FORMAT parquet, COMPRESSION zstd)`,
    );
  // Joined first, then sorted: together they would have to share the memory.
  await connection.run(
    `CREATE TABLE described AS
       SELECT row, items.id, title, brand, price,
         coalesce(categories, CAST([] AS VARCHAR[])) AS categories
       FROM items LEFT JOIN products USING (id);
     DROP TABLE products`,
  );
  // One thread and a full order: the same rows give the same bytes.
  await connection.run("SET threads = 1");
  await copy(
    "SELECT * EXCLUDE (row) FROM described ORDER BY row",
    CATALOGUE_FILES.items,
  );
  await connection.run("DROP TABLE described");
  const columns = (await columnNames(connection, "pairs"))
    .flatMap((name) => name === "directions" ? RELATION_COLUMNS : `"${name}"`);
  await copy(`SELECT ${columns} FROM pairs`, CATALOGUE_FILES.pairs);
}
