import { NumberAppender } from "./number_appender.ts";
import { queryChunks, queryRows } from "./query_rows.ts";
import { sqlParquet, sqlText, withDuckDb } from "./with_duckdb.ts";

/** A column of numbers. */
export type NumberColumn =
  | Uint32Array
  | Float32Array
  | Float64Array
  | Uint8Array;

/** Types of number that our Parquet columns have. */
export type NumberType = "uint32" | "float32" | "float64" | "uint8";

/** The typed array of each {@linkcode NumberType}. */
export interface NumberColumnOf {
  /** Whole numbers in [0, 2^32). */
  uint32: Uint32Array;
  /** Numbers in single precision. */
  float32: Float32Array;
  /** Numbers in double precision. */
  float64: Float64Array;
  /** Whole numbers in [0, 256). */
  uint8: Uint8Array;
}

/** What DuckDB calls each type, and the array that holds it. */
const TYPES = {
  uint32: { sql: "UINTEGER", array: Uint32Array },
  float32: { sql: "FLOAT", array: Float32Array },
  float64: { sql: "DOUBLE", array: Float64Array },
  uint8: { sql: "UTINYINT", array: Uint8Array },
} as const;

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
      `"${name}" ${TYPES[types[c]!].sql}`
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
    const arrays = names.map((name) => new TYPES[types[name]!].array(rowCount));
    const selected = names.map((name) =>
      `CAST("${name}" AS ${TYPES[types[name]!].sql})`
    );
    let start = 0;
    const query = `SELECT ${selected} FROM ${file}`;
    for await (const chunk of queryChunks(connection, query)) {
      for (const [c, array] of arrays.entries()) {
        const vector = chunk.getColumnVector(c);
        for (let r = 0; r < chunk.rowCount; r++) {
          const value = vector.getItem(r);
          if (typeof value !== "number") {
            throw new Error(
              `Cannot read column "${
                names[c]
              }" of "${path}": values must be numbers, got ${value} in row ${
                start + r
              }`,
            );
          }
          array[start + r] = value;
        }
      }
      start += chunk.rowCount;
    }
    return Object.fromEntries(names.map((name, c) => [name, arrays[c]])) as {
      [K in keyof S]: NumberColumnOf[S[K]];
    };
  });
}

function numberTypeOf(array: NumberColumn): NumberType {
  if (array instanceof Uint32Array) return "uint32";
  if (array instanceof Float32Array) return "float32";
  return array instanceof Float64Array ? "float64" : "uint8";
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
