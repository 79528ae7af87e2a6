import { sqlText, withDuckDb } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";
import { TABLE } from "./_testing.ts";
import {
  type ParquetColumns,
  readParquetVectors,
} from "./read_parquet_vectors.ts";

/** Writes what a query gives, and hands the path to `use`. */
function withParquet(
  query: string,
  use: (path: string) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const path = join(folder, "v.parquet");
    await withDuckDb((connection) =>
      connection.run(`COPY (${query}) TO ${sqlText(path)} (FORMAT parquet)`)
    );
    await use(path);
  });
}

/** Rows of an id and a list, as SQL. */
function listRows(...rows: string[]): string {
  return `SELECT * FROM (VALUES ${rows.map((row) => `(${row})`)}) t(id, v)`;
}

Deno.test("readParquetVectors() reads lists of any kind of number, and columns", async () => {
  const columns =
    "SELECT * FROM (VALUES ('rice', 1::FLOAT, -2.5::DOUBLE, 0.125), ('饭', 0, 3e-5, 7)) t(id, a, \"b c\", d)";
  const lists = listRows(
    "'rice', [1, -2.5, 0.125]::DOUBLE[]",
    "'饭', [0, 3e-5, 7]",
  );
  const cases: [string, ParquetColumns][] = [
    [lists, {}],
    [columns, {}],
    [lists.replace("DOUBLE[]", "FLOAT[3]"), { vector: "v" }],
    [`SELECT id AS "the ""id""", v, v AS w FROM (${lists})`, {
      id: 'the "id"',
      vector: "w",
    }],
  ];
  for (const [query, options] of cases) {
    await withParquet(query, async (path) => {
      assert.deepEqual(await readParquetVectors(path, options), {
        table: TABLE,
        ids: ["rice", "饭"],
      }, query);
    });
  }
});

Deno.test("readParquetVectors() keeps the order of many rows", () =>
  withParquet(
    "SELECT i AS id, [i, -i] AS v FROM range(300000) t(i)",
    async (path) => {
      const { table, ids } = await readParquetVectors(path);
      assert.equal(ids.length, 300_000);
      for (const row of [0, 2047, 2048, 122_880, 299_999]) {
        assert.equal(ids[row], String(row));
        assert.equal(table.values[2 * row + 1], 0 - row);
      }
    },
  ));

Deno.test("readParquetVectors() throws KindredError that names the row or the columns", async () => {
  const cases: [string, ParquetColumns, string][] = [
    [
      listRows("'a', [1, 2]", "'b', [1, 2, 3]"),
      {},
      ', row 2: column "v" must have 2 numbers, as in row 1, got another number of them, or a null',
    ],
    [
      listRows("'a', [1, 2]", "'b', [1, NULL]"),
      {},
      ', row 2: column "v" must have 2 numbers, as in row 1, got another number of them, or a null',
    ],
    [
      listRows("'a', [1, 2]", "'b', NULL"),
      {},
      ', row 2: column "v" must have 2 numbers, as in row 1, got another number of them, or a null',
    ],
    [
      listRows("'a', [1]", "NULL, [1]"),
      {},
      ", row 2: no id may be missing, got a null",
    ],
    [
      "SELECT * FROM (VALUES ('a', 1), ('b', NULL)) t(id, x)",
      {},
      ", row 2: no number may be missing, got a null",
    ],
    [
      listRows("'a', [1]", "'a', [1]"),
      {},
      ', item 2: ids must be distinct, and none empty, got "a" of item 1 again',
    ],
    [
      "SELECT 'a' AS id, 'text' AS v",
      {},
      ': it must have a column "id" and one column of lists of numbers, or columns of numbers, got id VARCHAR, v VARCHAR',
    ],
    [
      "SELECT 'a' AS asin, [1.5::FLOAT] AS v",
      { vector: "w" },
      ': it must have a column "id" and a column "w" of lists of numbers, got asin VARCHAR, v FLOAT[]',
    ],
  ];
  for (const [query, columns, message] of cases) {
    await withParquet(query, async (path) => {
      await assert.rejects(readParquetVectors(path, columns), {
        name: "KindredError",
        message: `Cannot read "${path}"${message}`,
      });
    });
  }
});

Deno.test("readParquetVectors() throws KindredError for what is no Parquet file", () =>
  withFolder(async (folder) => {
    const path = join(folder, "v.parquet");
    await writeFile(path, "id,v\n");
    await assert.rejects(readParquetVectors(path), {
      name: "KindredError",
      message:
        /^Cannot read ".*v\.parquet": it must be a whole Parquet file, got /,
    });
  }));
