import { RELATIONS } from "@kindred/core";
import { queryRows, sqlParquet } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readFolder, withFolder } from "../_testing.ts";
import { createTable, withProducts } from "./_testing.ts";
import { writeTables } from "./write_tables.ts";

const ITEMS = "code UINTEGER, id VARCHAR, row UINTEGER";
const ROWS = `"left" UINTEGER, "right" UINTEGER`;

Deno.test("writeTables() writes items in the order of their rows, described or not", () =>
  withProducts((connection) =>
    withFolder(async (folder) => {
      await connection.run(
        `INSERT INTO products VALUES
           (0, 'c', 'C', 'brand', 2.5, ['x > y', 'z']),
           (NULL, 'a', NULL, NULL, 0, NULL),
           (7, 'unpaired', 'No item', NULL, NULL, [])`,
      );
      await createTable(connection, "items", ITEMS, [
        "0, 'c', 2",
        "1, 'b', 1",
        "2, 'a', 0",
      ]);
      await createTable(connection, "pairs", `${ROWS}, weight FLOAT`, [
        "0, 1, 0.5",
      ]);
      await writeTables(connection, folder);
      const items = sqlParquet(join(folder, "items.parquet"));
      assert.deepEqual(
        await queryRows(
          connection,
          `SELECT * REPLACE (CAST(to_json(categories) AS VARCHAR) AS categories)
           FROM ${items}`,
        ),
        [
          ["a", null, null, 0, "[]"],
          ["b", null, null, null, "[]"],
          ["c", "C", "brand", 2.5, '["x > y","z"]'],
        ],
      );
      assert.deepEqual(
        await queryRows(
          connection,
          `SELECT column_name, column_type FROM (DESCRIBE FROM ${items})`,
        ),
        [
          ["id", "VARCHAR"],
          ["title", "VARCHAR"],
          ["brand", "VARCHAR"],
          ["price", "DOUBLE"],
          ["categories", "VARCHAR[]"],
        ],
      );
    })
  ));

Deno.test("writeTables() writes directions as a column a relation", () =>
  withProducts((connection) =>
    withFolder(async (folder) => {
      await createTable(connection, "items", ITEMS, []);
      await createTable(connection, "pairs", `${ROWS}, directions UTINYINT`, [
        `4, 7, ${0b11_10_01_00}`,
        `0, 1, ${0b00_00_00_11}`,
      ]);
      await writeTables(connection, folder);
      const pairs = sqlParquet(join(folder, "pairs.parquet"));
      const types = await queryRows(
        connection,
        `SELECT column_name, column_type FROM (DESCRIBE FROM ${pairs})`,
      );
      assert.deepEqual(types, [
        ["left", "UINTEGER"],
        ["right", "UINTEGER"],
        ...RELATIONS.map((relation) => [relation, "UTINYINT"]),
      ]);
      // As they stand: whoever makes the pairs sorts them.
      assert.deepEqual(await queryRows(connection, `FROM ${pairs}`), [
        [4, 7, 0, 1, 2, 3],
        [0, 1, 3, 0, 0, 0],
      ]);
    })
  ));

Deno.test("writeTables() writes the same bytes whatever the threads and the order of products", async () => {
  const written: Record<string, string>[] = [];
  for (const [threads, order] of [[1, "ASC"], [4, "DESC"]] as const) {
    await withProducts((connection) =>
      withFolder(async (folder) => {
        const many = `FROM range(130000) t(i) ORDER BY i ${order}`;
        await connection.run(
          `CREATE TABLE items AS SELECT i::UINTEGER AS code, 'id' || i AS id,
             i::UINTEGER AS row ${many};
           INSERT INTO products SELECT i, 'id' || i, 'title ' || hash(i), NULL,
             i / 100, ['c' || i % 7] ${many};
           CREATE TABLE pairs AS SELECT i::UINTEGER AS "left",
             (i + 1)::UINTEGER AS "right", (i / 3)::FLOAT AS weight
             FROM range(130000) t(i)`,
        );
        await writeTables(connection, folder);
        written.push(await readFolder(folder));
        assert.deepEqual((await readdir(folder)).sort(), [
          "items.parquet",
          "pairs.parquet",
        ]);
      }), threads);
  }
  assert.ok(written[0]!["items.parquet"] === written[1]!["items.parquet"]);
  assert.ok(written[0]!["pairs.parquet"] === written[1]!["pairs.parquet"]);
});
