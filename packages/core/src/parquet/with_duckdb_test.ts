import type { DuckDBConnection } from "@duckdb/node-api";
import assert from "node:assert/strict";
import type { OutOfRoomError } from "../errors/out_of_room_error.ts";
import { inTemporaryFolder } from "../_testing.ts";
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

Deno.test("withDuckDb() stops the statement that runs when the signal is aborted", async () => {
  const controller = new AbortController();
  const reason = new Error("stopped");
  await assert.rejects(
    withDuckDb((connection) => {
      setTimeout(() => controller.abort(reason), 50);
      // Never ends by itself within a test.
      return connection.run(
        "SELECT count(*) FROM range(1_000_000) a, range(1_000_000) b WHERE hash(a.range + b.range) = 1",
      );
    }, { signal: controller.signal }),
    reason,
  );
});

Deno.test("withDuckDb() rejects a setting that DuckDB does not know", async () => {
  await assert.rejects(
    withDuckDb(() => Promise.resolve(), { memoryLimit: "plenty" }),
    new Error("Failed to set config"),
  );
});

/** Needs some hundred megabytes, whichever way it is done. */
const LARGE_WORK =
  "CREATE TABLE large AS SELECT hash(i)::VARCHAR AS text FROM range(4_000_000) t(i)";

Deno.test("withDuckDb() throws OutOfRoomError if the memory limit is too small", async () => {
  await assert.rejects(
    withDuckDb((connection) => connection.run(LARGE_WORK), {
      memoryLimit: "20MB",
    }),
    (error: OutOfRoomError) => {
      assert.equal(error.name, "OutOfRoomError");
      assert.equal(error.room, "memory");
      assert.match(
        error.message,
        /^Cannot go on: the work must fit into the memory limit, got could not allocate.*used\)$/,
      );
      return true;
    },
  );
});

Deno.test("withDuckDb() throws OutOfRoomError if there is no room to spill", () =>
  inTemporaryFolder(async (folder) => {
    await assert.rejects(
      withDuckDb(async (connection) => {
        await connection.run("SET max_temp_directory_size = '2MB'");
        await connection.run(LARGE_WORK);
      }, { memoryLimit: "20MB", temporaryDirectory: folder }),
      (error: OutOfRoomError) => {
        assert.equal(error.name, "OutOfRoomError");
        assert.equal(error.room, "disk");
        assert.match(error.message, /got failed to offload data block/);
        return true;
      },
    );
  }));

Deno.test("sqlText() quotes so that DuckDB gives the same text back", async () => {
  const texts = ["", "it's", "''", "a\\'b", '"', "; DROP", "日本\n"];
  await withDuckDb(async (connection) => {
    for (const text of texts) {
      const rows = await queryRows(connection, `SELECT ${sqlText(text)}`);
      assert.deepEqual(rows, [[text]]);
    }
  });
});
