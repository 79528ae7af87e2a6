import assert from "node:assert/strict";
import { queryChunks, queryRows } from "./query_rows.ts";
import { withDuckDb } from "./with_duckdb.ts";

Deno.test("queryRows() returns every row in order, over many chunks", () =>
  withDuckDb(async (connection) => {
    for (const count of [0, 1, 2048, 5000]) {
      const rows = await queryRows(
        connection,
        `SELECT i::INTEGER, 'r' || i FROM range(${count}) t(i) ORDER BY i`,
      );
      assert.deepEqual(
        rows,
        Array.from({ length: count }, (_, i) => [i, `r${i}`]),
      );
    }
  }));

Deno.test("queryRows() gives null for what is missing", () =>
  withDuckDb(async (connection) => {
    assert.deepEqual(await queryRows(connection, "SELECT NULL, 1.5::DOUBLE"), [
      [null, 1.5],
    ]);
  }));

Deno.test("queryChunks() gives at most 2,048 rows at a time, none empty", () =>
  withDuckDb(async (connection) => {
    const query = "SELECT i FROM range(5000) t(i)";
    let rows = 0;
    for await (const chunk of queryChunks(connection, query)) {
      assert.ok(chunk.rowCount > 0 && chunk.rowCount <= 2048);
      rows += chunk.rowCount;
    }
    assert.equal(rows, 5000);
  }));

Deno.test("queryRows() rejects if DuckDB refuses the query", () =>
  withDuckDb(async (connection) => {
    await assert.rejects(
      queryRows(connection, "SELECT * FROM nowhere"),
      /Table with name nowhere does not exist/,
    );
  }));
