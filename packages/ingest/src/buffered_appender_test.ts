import { queryRows, withDuckDb } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { BufferedAppender } from "./buffered_appender.ts";

Deno.test("BufferedAppender writes every row in order, around the size of a vector", async () => {
  for (const rowCount of [1, 2047, 2048, 2049, 5000]) {
    const { UINTEGER, VARCHAR } = await import("@duckdb/node-api");
    await withDuckDb(async (connection) => {
      await connection.run("CREATE TABLE rows (number UINTEGER, text VARCHAR)");
      const appender = await BufferedAppender.create(connection, "rows", [
        UINTEGER,
        VARCHAR,
      ]);
      const rows = Array.from(
        { length: rowCount },
        (_, i): [number, string | null] => [i, i % 3 === 0 ? null : `é${i}`],
      );
      for (const row of rows) appender.append(row);
      appender.close();
      assert.deepEqual(await queryRows(connection, "FROM rows"), rows);
    });
  }
});
