import { queryRows } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Returns the number that a query gives, 0 for null.
 *
 * @param connection An open connection.
 * @param sql A query with one row of one number.
 */
export async function queryNumber(
  connection: DuckDBConnection,
  sql: string,
): Promise<number> {
  const [row] = await queryRows(connection, sql);
  return Number(row![0] ?? 0);
}
