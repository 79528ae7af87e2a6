// What the tests of catalogues share.
import { queryRows, withDuckDb } from "@kindred/core/parquet";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { createProductTable } from "./product_table.ts";

/** Hands a connection with an empty table of products to `use`. */
export async function withProducts(
  use: (connection: DuckDBConnection) => Promise<void>,
  threads = 2,
): Promise<void> {
  await withDuckDb(async (connection) => {
    await createProductTable(connection);
    await use(connection);
  }, { threads });
}

/** Makes a table of rows that are written as in SQL. */
export async function createTable(
  connection: DuckDBConnection,
  table: string,
  columns: string,
  rows: readonly string[],
): Promise<void> {
  await connection.run(`CREATE TABLE ${table} (${columns})`);
  for (const row of rows) {
    await connection.run(`INSERT INTO ${table} VALUES (${row})`);
  }
}

/** Returns the rows of a table in its order. */
export async function rowsOf(
  connection: DuckDBConnection,
  table: string,
): Promise<DuckDBValue[][]> {
  return await queryRows(connection, `FROM ${table}`);
}
