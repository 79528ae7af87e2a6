import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBValue,
} from "@duckdb/node-api";

/**
 * Runs a query and gives its result in chunks of at most 2,048 rows, as they
 * come: the whole result is never held. Until it has ended nothing else may run on
 * the connection: DuckDB would end this result there, without an error.
 *
 * @param connection An open connection.
 * @param sql One query.
 * @throws {Error} If DuckDB refuses the query.
 */
export async function* queryChunks(
  connection: DuckDBConnection,
  sql: string,
): AsyncGenerator<DuckDBDataChunk> {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk;
  }
}

/**
 * Runs a query and returns its rows, for results that fit into memory.
 *
 * @param connection An open connection.
 * @param sql One query.
 * @returns A value for each column of each row.
 * @throws {Error} If DuckDB refuses the query.
 */
export async function queryRows(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBValue[][]> {
  const rows: DuckDBValue[][] = [];
  for await (const chunk of queryChunks(connection, sql)) {
    for (const row of chunk.getRows()) rows.push(row);
  }
  return rows;
}
