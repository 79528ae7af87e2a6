import { sqlText, withDuckDb } from "./with_duckdb.ts";

/** A column of numbers. */
export type NumberColumn = Uint32Array | Float32Array | Uint8Array;

/** Types of number that our Parquet columns have. */
export type NumberType = "uint32" | "float32" | "uint8";

/** The typed array of each {@linkcode NumberType}. */
interface ArrayOf {
  uint32: Uint32Array;
  float32: Float32Array;
  uint8: Uint8Array;
}

/** What DuckDB calls each type, and the array that holds it. */
const TYPES = {
  uint32: { sql: "UINTEGER", array: Uint32Array },
  float32: { sql: "FLOAT", array: Float32Array },
  uint8: { sql: "UTINYINT", array: Uint8Array },
} as const;

/** Rows in one of DuckDB's vectors. */
const VECTOR_ROWS = 2048;

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
  const { DuckDBDataChunk, FLOAT, UINTEGER, UTINYINT } = await import(
    "@duckdb/node-api"
  );
  const duckTypes = types.map((type) =>
    ({ uint32: UINTEGER, float32: FLOAT, uint8: UTINYINT })[type]
  );
  await withDuckDb(async (connection) => {
    const definitions = names.map((name, c) =>
      `"${name}" ${TYPES[types[c]!].sql}`
    );
    await connection.run(`CREATE TABLE numbers (${definitions})`);
    const appender = await connection.createAppender("numbers");
    for (let start = 0; start < rowCount; start += VECTOR_ROWS) {
      const rows = Math.min(VECTOR_ROWS, rowCount - start);
      const chunk = DuckDBDataChunk.create(duckTypes, rows);
      for (const [c, array] of arrays.entries()) {
        const vector = chunk.getColumnVector(c);
        for (let r = 0; r < rows; r++) vector.setItem(r, array[start + r]!);
        vector.flush();
      }
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
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
): Promise<{ [K in keyof S]: ArrayOf[S[K]] }> {
  const names = Object.keys(types);
  return await withDuckDb(async (connection) => {
    const count = await connection.runAndReadAll(
      `SELECT count(*) FROM read_parquet(${sqlText(path)})`,
    );
    const rowCount = Number(count.getRows()[0]![0]);
    const arrays = names.map((name) => new TYPES[types[name]!].array(rowCount));
    const selected = names.map((name) =>
      `CAST("${name}" AS ${TYPES[types[name]!].sql})`
    );
    const result = await connection.stream(
      `SELECT ${selected} FROM read_parquet(${sqlText(path)})`,
    );
    let start = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
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
      [K in keyof S]: ArrayOf[S[K]];
    };
  });
}

function numberTypeOf(array: NumberColumn): NumberType {
  if (array instanceof Uint32Array) return "uint32";
  return array instanceof Float32Array ? "float32" : "uint8";
}
