import type { DuckDBConnection } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { queryRows } from "./query_rows.ts";
import { sqlText, withDuckDb } from "./with_duckdb.ts";

Deno.test("withDuckDb() returns what use returns, from an empty database", async () => {
  const tables = await withDuckDb(async (connection) => {
    await connection.run("CREATE TABLE left_behind (i INTEGER)");
    return 7;
  }).then((seven) => {
    assert.equal(seven, 7);
    return withDuckDb((connection) => queryRows(connection, "SHOW TABLES"));
  });
  assert.deepEqual(tables, []);
});

Deno.test("withDuckDb() closes the connection also where use throws", async () => {
  let opened: DuckDBConnection | undefined;
  await assert.rejects(
    withDuckDb((connection) => {
      opened = connection;
      return Promise.reject(new Error("no"));
    }),
    new Error("no"),
  );
  await assert.rejects(() => opened!.run("SELECT 1"));
});

Deno.test("withDuckDb() passes its settings on", async () => {
  const settings = await withDuckDb(
    (connection) =>
      queryRows(
        connection,
        `SELECT current_setting('threads'), current_setting('memory_limit')`,
      ),
    { threads: 1, memoryLimit: "256MiB" },
  );
  assert.deepEqual(settings, [[1n, "256.0 MiB"]]);
});

Deno.test("withDuckDb() rejects a setting that DuckDB does not know", async () => {
  await assert.rejects(
    withDuckDb(() => Promise.resolve(), { memoryLimit: "plenty" }),
    new Error("Failed to set config"),
  );
});

Deno.test("sqlText() quotes so that DuckDB gives the same text back", async () => {
  const texts = ["", "it's", "''", "a\\'b", '"', "; DROP", "日本\n"];
  await withDuckDb(async (connection) => {
    for (const text of texts) {
      const rows = await queryRows(connection, `SELECT ${sqlText(text)}`);
      assert.deepEqual(rows, [[text]]);
    }
  });
});
