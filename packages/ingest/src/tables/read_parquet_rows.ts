import {
  queryChunks,
  queryRows,
  sqlParquet,
  withDuckDb,
} from "@kindred/core/parquet";
import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import type { ColumnRole } from "../formats/column_roles.ts";
import type { TableFormat } from "../formats/table_format.ts";
import { unreadableParquetError } from "./_unreadable_parquet_error.ts";
import type { RowTaker } from "./row_taker.ts";
import { type CellValue, ValueCells } from "./value_cells.ts";

const WHOLE = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const FRACTION = /^(FLOAT|DOUBLE|DECIMAL.*)$/;
const INSTANT = /^(DATE|TIMESTAMP.*)$/;

/** A Parquet file that holds a table. */
export interface ParquetTable {
  /** The file. */
  path: string;
  /** What it is called in messages. */
  name: string;
  /** Of syntax `parquet`. */
  format: TableFormat;
}

/**
 * Reads a table from a Parquet file, in the order of its rows. Whole numbers are
 * ids as they are written without decimals; dates and timestamps are times.
 *
 * @param table The file, and what its columns are.
 * @param taker Takes its rows; in place of lines they have their numbers, 1-based.
 * @param memoryBytes The most that DuckDB may hold, in bytes.
 * @throws {KindredError} If the file cannot be read.
 * @throws {OutOfRoomError} If a row group does not fit into `memoryBytes`.
 */
export async function readParquetRows(
  table: ParquetTable,
  taker: RowTaker,
  memoryBytes: number,
): Promise<void> {
  const { format } = table;
  const cells = new ValueCells(format.listSeparator);
  const columns = Object.values(format.columns);
  const values: CellValue[] = format.names.map(() => undefined);
  cells.values = values;
  let row = 0;
  // A database of its own: what a sink appends to another table of the same
  // connection would end a stream from it, and without a word.
  await withDuckDb(async (connection) => {
    for await (const chunk of readChunks(connection, table)) {
      const vectors = columns.map((_, i) => chunk.getColumnVector(i));
      for (let r = 0; r < chunk.rowCount; r++) {
        for (const [i, column] of columns.entries()) {
          values[column] = toCellValue(vectors[i]!.getItem(r));
        }
        taker.take(cells, ++row);
      }
      await taker.pause();
    }
  }, { memoryLimit: `${memoryBytes}B` });
}

/** Reads the columns that are used, in the order in which the format has them. */
async function* readChunks(
  connection: DuckDBConnection,
  { path, name, format }: ParquetTable,
): AsyncGenerator<DuckDBDataChunk> {
  try {
    const types = await readTypes(connection, path);
    const selected = Object.entries(format.columns).map(([role, column]) =>
      expression(role as ColumnRole, format.names[column]!, types[column]!)
    );
    yield* queryChunks(
      connection,
      `SELECT ${selected} FROM ${sqlParquet(path)}`,
    );
  } catch (cause) {
    throw unreadableParquetError(name, cause);
  }
}

async function readTypes(
  connection: DuckDBConnection,
  path: string,
): Promise<string[]> {
  const rows = await queryRows(
    connection,
    `SELECT column_type FROM (DESCRIBE SELECT * FROM ${sqlParquet(path)})`,
  );
  return rows.map(([type]) => String(type));
}

/** SQL for a column as a text, a number of seconds, or a list of texts. */
function expression(role: ColumnRole, name: string, type: string): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  if (role === "time" && INSTANT.test(type)) return `epoch(${column})`;
  if (role === "category" && type.endsWith("[]")) {
    return `CAST(${column} AS VARCHAR[])`;
  }
  if (role === "time" || role === "weight" || role === "quantity") {
    if (WHOLE.test(type) || FRACTION.test(type)) {
      return `CAST(${column} AS DOUBLE)`;
    }
  } else if (type === "FLOAT" || type === "DOUBLE") {
    // An id that was read as a number elsewhere came to be 17850.0.
    return `if(${column} = trunc(${column}) AND abs(${column}) < 1e15,
      CAST(CAST(${column} AS BIGINT) AS VARCHAR), CAST(${column} AS VARCHAR))`;
  }
  return `CAST(${column} AS VARCHAR)`;
}

function toCellValue(value: unknown): CellValue {
  if (typeof value === "object" && value !== null && "items" in value) {
    return value.items as CellValue[];
  }
  return value as CellValue;
}
