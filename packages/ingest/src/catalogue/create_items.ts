import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Makes `items` (code, id, row) of `chosen` (code, id), and drops that: rows from
 * 0 on, in the order of the ids' UTF-8 bytes.
 *
 * @param connection Where `chosen` is; each of its ids occurs once.
 */
export async function createItems(connection: DuckDBConnection): Promise<void> {
  // First sorted, then counted: a window with an order wants more memory.
  await connection.run(
    `CREATE TABLE ordered AS FROM chosen ORDER BY id;
     DROP TABLE chosen;
     CREATE TABLE items AS
       SELECT code, id, CAST(row_number() OVER () - 1 AS UINTEGER) AS row
       FROM ordered;
     DROP TABLE ordered`,
  );
}
