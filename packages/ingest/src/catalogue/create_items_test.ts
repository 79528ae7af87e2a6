import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createTable, rowsOf, withProducts } from "./_testing.ts";
import { createItems } from "./create_items.ts";

Deno.test("createItems() numbers ids by their UTF-8 bytes", () =>
  withProducts(async (connection) => {
    // UTF-16 puts the rice before the small circle, its UTF-8 bytes behind.
    const ids = ["", "B", "B1", "a", "a b", "aa", "é", "饭", "\uffee", "🍚"];
    await createTable(
      connection,
      "chosen",
      "code UINTEGER, id VARCHAR",
      ids.map((id, row) => `${(7 * row + 3) % 10}, '${id}'`).toReversed(),
    );
    await createItems(connection);
    assert.deepEqual(
      await rowsOf(connection, "items"),
      ids.map((id, row) => [(7 * row + 3) % 10, id, row]),
    );
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
    await assert.rejects(connection.run("FROM chosen"), /does not exist/);
  }));

Deno.test("createItems() numbers more ids than DuckDB sorts at a time, whatever the threads", async () => {
  for (const threads of [1, 4]) {
    await withProducts(async (connection) => {
      await connection.run(
        `CREATE TABLE chosen AS
           SELECT i::UINTEGER AS code, format('{:06d}', i * 7919 % 300000) AS id
           FROM range(300000) t(i)`,
      );
      await createItems(connection);
      const wrong =
        "(SELECT count(*)::INT FROM items WHERE row != CAST(id AS INT) OR id != format('{:06d}', code * 7919::BIGINT % 300000))";
      assert.deepEqual(await rowsOf(connection, wrong), [[0]]);
    }, threads);
  }
});
