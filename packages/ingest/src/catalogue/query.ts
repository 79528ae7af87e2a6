import { queryRows } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";

/** Returns how many rows a table, or what else SQL can select from, has. */
export async function countRows(
  connection: DuckDBConnection,
  from: string,
): Promise<number> {
  const [row] = await queryRows(connection, `SELECT count(*) FROM ${from}`);
  return Number(row![0]);
}

/** Returns the names of a table's columns, in order. */
export async function columnNames(
  connection: DuckDBConnection,
  table: string,
): Promise<string[]> {
  const rows = await queryRows(
    connection,
    `SELECT column_name FROM (DESCRIBE ${table})`,
  );
  return rows.map(([name]) => String(name));
}
