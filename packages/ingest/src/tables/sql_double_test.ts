import { createRandom } from "@kindred/core";
import { queryRows, withDuckDb } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { sqlDouble } from "./sql_double.ts";

Deno.test("sqlDouble() gives SQL for exactly the number", () =>
  withDuckDb(async (connection) => {
    const random = createRandom(4);
    const numbers = [0, 2 ** 60, 2 ** 109, 2 ** -60, 1e-30, -1.5, 1e21, 1 / 3];
    for (let i = 0; i < 100; i++) {
      numbers.push(random.float() * 10 ** (random.below(60) - 30));
    }
    const rows = await queryRows(
      connection,
      `SELECT ${numbers.map(sqlDouble)}`,
    );
    assert.deepEqual(rows, [numbers]);
  }));
