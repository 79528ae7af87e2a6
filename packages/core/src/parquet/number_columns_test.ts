import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inTemporaryFolder } from "../_testing.ts";
import { createRandom } from "../random.ts";
import {
  readColumnNames,
  readNumberColumns,
  writeNumberColumns,
} from "./number_columns.ts";
import { queryRows } from "./query_rows.ts";
import { sqlText, withDuckDb } from "./with_duckdb.ts";

const TYPES = {
  row: "uint32",
  weight: "float32",
  time: "float64",
  label: "uint8",
} as const;

/** Returns one random column of each type. */
function columnsOf(length: number): {
  row: Uint32Array;
  weight: Float32Array;
  time: Float64Array;
  label: Uint8Array;
} {
  const random = createRandom(length);
  return {
    row: Uint32Array.from({ length }, () => random.uint32()),
    weight: Float32Array.from({ length }, () => random.float() - 0.5),
    time: Float64Array.from({ length }, () => 1e9 * random.float()),
    label: Uint8Array.from({ length }, () => random.below(256)),
  };
}

/** Writes a Parquet file with DuckDB's own words. */
async function writeBySql(path: string, query: string): Promise<void> {
  await withDuckDb(async (connection) => {
    await connection.run(
      `COPY (${query}) TO ${sqlText(path)} (FORMAT parquet)`,
    );
  });
}

Deno.test("readNumberColumns() gives back what was written, in order", () =>
  inTemporaryFolder(async (folder) => {
    // DuckDB hands out vectors of 2,048 rows and row groups of 122,880.
    for (const length of [0, 1, 2047, 2048, 2049, 3 * 2048 + 5, 130_000]) {
      const path = join(folder, `${length}.parquet`);
      const columns = columnsOf(length);
      await writeNumberColumns(path, columns);
      assert.deepEqual(await readNumberColumns(path, TYPES), columns);
    }
  }));

Deno.test("readNumberColumns() gives back the ends of every type", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "ends.parquet");
    const columns = {
      row: Uint32Array.of(0, 2 ** 32 - 1, 1, 2, 3),
      weight: Float32Array.of(NaN, -Infinity, -0, 1e-45, 3.4e38),
      time: Float64Array.of(NaN, -Infinity, -0, 5e-324, 1.7e308),
      label: Uint8Array.of(0, 255, 1, 0, 1),
    };
    await writeNumberColumns(path, columns);
    assert.deepEqual(await readNumberColumns(path, TYPES), columns);
  }));

Deno.test("readNumberColumns() reads only the columns asked for", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "columns.parquet");
    const columns = columnsOf(10);
    await writeNumberColumns(path, columns);
    assert.deepEqual(await readNumberColumns(path, { label: "uint8" }), {
      label: columns.label,
    });
  }));

Deno.test("writeNumberColumns() gives equal bytes for equal columns", () =>
  inTemporaryFolder(async (folder) => {
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    await writeNumberColumns(one, columnsOf(150_000));
    await writeNumberColumns(two, columnsOf(150_000));
    assert.ok((await readFile(one)).equals(await readFile(two)));
  }));

Deno.test("writeNumberColumns() writes Parquet with the columns' types", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "columns.parquet");
    await writeNumberColumns(path, columnsOf(3));
    const bytes = await readFile(path);
    assert.equal(bytes.subarray(0, 4).toString(), "PAR1");
    assert.equal(bytes.subarray(-4).toString(), "PAR1");
    const described = await withDuckDb((connection) =>
      queryRows(
        connection,
        `DESCRIBE SELECT * FROM read_parquet(${sqlText(path)})`,
      )
    );
    assert.deepEqual(
      described.map(([name, type]) => [name, type]),
      [
        ["row", "UINTEGER"],
        ["weight", "FLOAT"],
        ["time", "DOUBLE"],
        ["label", "UTINYINT"],
      ],
    );
    assert.deepEqual(await readColumnNames(path), Object.keys(TYPES));
  }));

Deno.test("readNumberColumns() takes paths with quotes and wildcards", () =>
  inTemporaryFolder(async (folder) => {
    // The first two are what "a*" and "[2014]" would match as wildcards.
    const names = ["ab", "2", "a*", "[2014]", "row=9", "it's", "what?", "日本"];
    for (const [length, name] of names.entries()) {
      const place = join(folder, name);
      await mkdir(place);
      const path = join(place, "pairs.parquet");
      const columns = columnsOf(length);
      await writeNumberColumns(path, columns);
      assert.deepEqual(await readdir(place), ["pairs.parquet"]);
      assert.deepEqual(await readNumberColumns(path, TYPES), columns);
    }
  }));

Deno.test("writeNumberColumns() throws RangeError if lengths differ", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "columns.parquet");
    await assert.rejects(
      writeNumberColumns(path, {
        left: new Uint32Array(3),
        right: new Uint32Array(2),
      }),
      {
        name: "RangeError",
        message:
          `Cannot write "${path}": columns must be equally long, got 3, 2`,
      },
    );
    assert.deepEqual(await readdir(folder), []);
  }));

Deno.test("readNumberColumns() rejects if a column is lacking", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "columns.parquet");
    await writeNumberColumns(path, columnsOf(3));
    await assert.rejects(
      readNumberColumns(path, { row: "uint32", price: "float32" }),
      /column "price" not found/,
    );
  }));

Deno.test("readNumberColumns() throws Error if a value is null", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "null.parquet");
    await writeBySql(
      path,
      "SELECT CASE WHEN i = 5000 THEN NULL ELSE i END AS row FROM range(6000) t(i)",
    );
    await assert.rejects(readNumberColumns(path, { row: "uint32" }), {
      name: "Error",
      message:
        `Cannot read column "row" of "${path}": values must be numbers, got null in row 5000`,
    });
  }));

Deno.test("readNumberColumns() rejects if a value does not fit its type", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "wide.parquet");
    await writeBySql(path, "SELECT -1 AS row, 300 AS label, 'x' AS weight");
    for (const name of ["row", "label", "weight"] as const) {
      await assert.rejects(
        readNumberColumns(path, { [name]: TYPES[name] }),
        /Conversion Error/,
      );
    }
  }));

Deno.test("readNumberColumns() rejects if the file is missing or no Parquet", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "text.parquet");
    await assert.rejects(readNumberColumns(path, TYPES), /No files found/);
    await writeFile(path, "left,right\n0,1\n");
    await assert.rejects(readNumberColumns(path, TYPES), /text\.parquet/);
  }));
