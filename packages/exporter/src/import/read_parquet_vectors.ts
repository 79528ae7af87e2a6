import type { DuckDBConnection } from "@duckdb/node-api";
import {
  queryNumbers,
  queryRows,
  sqlParquet,
  withDuckDb,
} from "@kindred/core/parquet";
import {
  checkImported,
  type ImportedVectors,
  importError,
  newTable,
} from "./imported_vectors.ts";

/** Which columns of a table hold what. */
export interface ParquetColumns {
  /** Column of the ids. Default `"id"`. */
  id?: string | undefined;
  /**
   * Column of the vectors, lists of numbers. Default the only such column; where
   * there is none, all columns of numbers, one for each dimension.
   */
  vector?: string | undefined;
}

/** Types of DuckDB that are numbers. */
const NUMBER = /^(FLOAT|DOUBLE|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL.*)$/;

/** Those that are lists of numbers, of any length or a fixed one. */
const LIST = /^(.*)\[\d*\]$/;

/**
 * Reads vectors from a Parquet file, in the file's row order.
 *
 * @param path The file.
 * @param columns See {@linkcode ParquetColumns}.
 * @param signal Stops the reading when it is aborted. Default: never.
 * @throws {KindredError} If it is no Parquet file, columns are missing, or a value
 * is; the message names the row, 1-based.
 */
export async function readParquetVectors(
  path: string,
  columns: ParquetColumns = {},
  signal?: AbortSignal,
): Promise<ImportedVectors> {
  return await withDuckDb(async (connection) => {
    const file = sqlParquet(path);
    const described = await queryRows(
      connection,
      `DESCRIBE SELECT * FROM ${file}`,
    )
      .catch((cause: Error) => {
        signal?.throwIfAborted();
        const [reason] = cause.message.split("\n", 1);
        throw importError(path, "", "it must be a whole Parquet file", reason!);
      });
    const types = new Map(
      described.map(([name, type]) => [String(name), String(type)]),
    );
    const { id, list, numbers } = chooseColumns(path, types, columns);
    const ids = await readIdColumn(connection, path, id);
    if (list !== undefined) {
      const dimensions = await lengthOfLists(connection, path, list);
      const table = newTable(path, "", ids.length, dimensions);
      const query = `SELECT CAST(unnest(${
        quoted(list)
      }) AS FLOAT) FROM ${file}`;
      let at = 0;
      for await (const [some] of queryNumbers(connection, query, ["float32"])) {
        table.values.set(some!, at);
        at += some!.length;
      }
      return checkImported(path, { table, ids });
    }
    const table = newTable(path, "", ids.length, numbers.length);
    await expectValues(
      connection,
      path,
      numbers.map((name) => `${quoted(name)} IS NULL`).join(" OR "),
      "no number may be missing",
      "a null",
    );
    const casts = numbers.map((name) => `CAST(${quoted(name)} AS FLOAT)`);
    const query = `SELECT ${casts} FROM ${file}`;
    let row = 0;
    for await (
      const some of queryNumbers(
        connection,
        query,
        numbers.map(() => "float32"),
      )
    ) {
      const rows = some[0]!.length;
      for (const [i, column] of some.entries()) {
        for (let r = 0; r < rows; r++) {
          table.values[(row + r) * numbers.length + i] = column[r]!;
        }
      }
      row += rows;
    }
    return checkImported(path, { table, ids });
  }, signal === undefined ? {} : { signal });
}

/** Which columns to read: one of lists, or several of numbers. */
function chooseColumns(
  path: string,
  types: ReadonlyMap<string, string>,
  { id = "id", vector }: ParquetColumns,
): { id: string; list?: string | undefined; numbers: string[] } {
  const isList = (type: string) => NUMBER.test(LIST.exec(type)?.[1] ?? "");
  const others = [...types].filter(([name]) => name !== id);
  const lists = others.filter(([name, type]) =>
    isList(type) && (vector === undefined || name === vector)
  ).map(([name]) => name);
  const numbers = vector === undefined
    ? others.filter(([, type]) => NUMBER.test(type)).map(([name]) => name)
    : [];
  if (
    !types.has(id) || lists.length > 1 ||
    (lists.length === 0 && numbers.length === 0)
  ) {
    throw importError(
      path,
      "",
      `it must have a column ${quoted(id)} and ${
        vector === undefined
          ? "one column of lists of numbers, or columns of numbers"
          : `a column ${quoted(vector)} of lists of numbers`
      }`,
      [...types].map(([name, type]) => `${name} ${type}`).join(", "),
    );
  }
  return { id, list: lists[0], numbers };
}

async function readIdColumn(
  connection: DuckDBConnection,
  path: string,
  id: string,
): Promise<string[]> {
  await expectValues(
    connection,
    path,
    `${quoted(id)} IS NULL`,
    "no id may be missing",
    "a null",
  );
  const rows = await queryRows(
    connection,
    `SELECT CAST(${quoted(id)} AS VARCHAR) FROM ${sqlParquet(path)}`,
  );
  return rows.map(([value]) => String(value));
}

/** The length that all lists have. */
async function lengthOfLists(
  connection: DuckDBConnection,
  path: string,
  list: string,
): Promise<number> {
  const [first] = await queryRows(
    connection,
    `SELECT len(${quoted(list)}) FROM ${sqlParquet(path)} LIMIT 1`,
  );
  const length = Number(first?.[0] ?? 0);
  await expectValues(
    connection,
    path,
    `len(${quoted(list)}) IS DISTINCT FROM ${length} OR
       list_aggregate(CAST(${quoted(list)} AS FLOAT[]), 'count') <> ${length}`,
    `column ${quoted(list)} must have ${length} numbers, as in row 1`,
    "another number of them, or a null",
  );
  return length;
}

/** Refuses the first row of which something holds, in SQL, that is wrong. */
async function expectValues(
  connection: DuckDBConnection,
  path: string,
  wrong: string,
  must: string,
  got: string,
): Promise<void> {
  const [found] = await queryRows(
    connection,
    `SELECT min(row) FROM (
       SELECT row_number() OVER () AS row, ${wrong} AS wrong
       FROM ${sqlParquet(path)}
     ) WHERE wrong`,
  );
  const row = found?.[0];
  if (row !== null && row !== undefined) {
    throw importError(path, `row ${row}`, must, got);
  }
}

/** Returns a name as SQL writes it. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
