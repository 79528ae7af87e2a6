import type { DuckDBConnection } from "@duckdb/node-api";
import { NumberAppender } from "./number_appender.ts";
import {
  numberArray,
  type NumberColumn,
  type NumberColumnOf,
  numberSql,
  type NumberType,
  numberTypeOf,
} from "./number_column.ts";
import { queryNumbers } from "./query_numbers.ts";
import { queryRows } from "./query_rows.ts";
import { sqlParquet, sqlText, withDuckDb } from "./with_duckdb.ts";

/**
 * Writes columns of numbers as a Parquet file (zstd).
 *
 * @param path A file that does not exist yet.
 * @param columns The columns by name, in order, each of shape `[n]`.
 * @throws {RangeError} If the columns are not equally long.
 */
export async function writeNumberColumns(
  path: string,
  columns: Record<string, NumberColumn>,
): Promise<void> {
  const names = Object.keys(columns);
  const arrays = Object.values(columns);
  const rowCount = arrays[0]?.length ?? 0;
  if (arrays.some((array) => array.length !== rowCount)) {
    throw new RangeError(
      `Cannot write "${path}": columns must be equally long, got ${
        arrays.map((array) => array.length).join(", ")
      }`,
    );
  }
  const types = arrays.map(numberTypeOf);
  await withDuckDb(async (connection) => {
    const definitions = names.map((name, c) =>
      `"${name}" ${numberSql(types[c]!)}`
    );
    await connection.run(`CREATE TABLE numbers (${definitions})`);
    const appender = await NumberAppender.create(connection, "numbers", types);
    appender.append(arrays);
    appender.close();
    await connection.run(
      `COPY numbers TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    // One thread: several would cut the row groups differently from run to run.
  }, { threads: 1 });
}

/**
 * Reads columns of numbers from a Parquet file, in the file's row order.
 *
 * @param path The file.
 * @param types The type of each column wanted, by name.
 * @returns One typed array a column, each of shape `[n]`.
 * @throws {Error} If the file is no Parquet or lacks a column, or a value is
 * null or does not fit its type.
 */
export async function readNumberColumns<S extends Record<string, NumberType>>(
  path: string,
  types: S,
): Promise<{ [K in keyof S]: NumberColumnOf[S[K]] }> {
  const names = Object.keys(types);
  return await withDuckDb(async (connection) => {
    const file = sqlParquet(path);
    const [count] = await queryRows(
      connection,
      `SELECT count(*) FROM ${file}`,
    );
    const rowCount = Number(count![0]);
    const arrays = names.map((name) =>
      new (numberArray(types[name]!))(rowCount)
    );
    const selected = names.map((name) =>
      `CAST("${name}" AS ${numberSql(types[name]!)})`
    );
    await expectNoNull(connection, path, names);
    let start = 0;
    const query = `SELECT ${selected} FROM ${file}`;
    const all = names.map((name) => types[name]!);
    for await (const columns of queryNumbers(connection, query, all)) {
      for (const [c, column] of columns.entries()) {
        arrays[c]!.set(column, start);
      }
      start += columns[0]!.length;
    }
    return Object.fromEntries(names.map((name, c) => [name, arrays[c]])) as {
      [K in keyof S]: NumberColumnOf[S[K]];
    };
  });
}

async function expectNoNull(
  connection: DuckDBConnection,
  path: string,
  names: readonly string[],
): Promise<void> {
  const file = sqlParquet(path);
  const counts = names.map((name) => `count(*) - count("${name}")`);
  const [nulls] = await queryRows(connection, `SELECT ${counts} FROM ${file}`);
  const found = names.find((_, c) => nulls![c] !== 0n);
  if (found === undefined) return;
  const [first] = await queryRows(
    connection,
    `SELECT min(place) FROM (
       SELECT row_number() OVER () - 1 AS place, "${found}" IS NULL AS lacks FROM ${file}
     ) WHERE lacks`,
  );
  throw new Error(
    `Cannot read column "${found}" of "${path}": values must be numbers, got null in row ${
      first![0]
    }`,
  );
}

/**
 * Returns the names of a Parquet file's columns, in order.
 *
 * @param path The file.
 * @throws {Error} If the file is no Parquet.
 */
export async function readColumnNames(path: string): Promise<string[]> {
  return await withDuckDb(async (connection) => {
    const rows = await queryRows(
      connection,
      `SELECT column_name FROM (DESCRIBE SELECT * FROM ${sqlParquet(path)})`,
    );
    return rows.map(([name]) => String(name));
  });
}
