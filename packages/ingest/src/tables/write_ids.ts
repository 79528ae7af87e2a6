import type { DuckDBConnection } from "@duckdb/node-api";
import { BufferedAppender } from "../buffered_appender.ts";
import type { IdTable } from "../records/id_table.ts";

/**
 * Makes the table `ids` (code, id).
 *
 * @param connection An open connection.
 * @param ids The ids by code.
 */
export async function writeIds(
  connection: DuckDBConnection,
  ids: IdTable,
): Promise<void> {
  await connection.run("CREATE TABLE ids (code UINTEGER, id VARCHAR)");
  const { UINTEGER, VARCHAR } = await import("@duckdb/node-api");
  const types = [UINTEGER, VARCHAR];
  const appender = await BufferedAppender.create(connection, "ids", types);
  for (let code = 0; code < ids.size; code++) {
    appender.append([code, ids.textOf(code)]);
  }
  appender.close();
}
