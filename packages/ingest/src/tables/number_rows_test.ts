import { queryRows, withDuckDb } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { NumberRows } from "./number_rows.ts";

Deno.test("NumberRows keeps every row, in order, whatever their number", () =>
  withDuckDb(async (connection) => {
    for (const count of [0, 1, 32_768, 70_001]) {
      const rows = await NumberRows.create(connection, "numbers", {
        a: "uint32",
        b: "uint8",
        c: "float64",
      });
      for (let i = 0; i < count; i++) rows.add([i, i % 256, i / 3]);
      rows.close();
      const found = await queryRows(
        connection,
        `SELECT count(*), count(*) FILTER (a = rowid AND b = a % 256 AND c = a / 3.0::DOUBLE)
         FROM numbers`,
      );
      assert.deepEqual(found, [[BigInt(count), BigInt(count)]]);
      await connection.run("DROP TABLE numbers");
    }
  }));
