import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBVector,
} from "@duckdb/node-api";
import type { NumberColumn, NumberType } from "./number_column.ts";

/** Rows in one of DuckDB's vectors. */
const VECTOR_ROWS = 2048;

/** Appends rows of numbers to a DuckDB table, whole vectors at a time. */
export class NumberAppender {
  readonly #appender: DuckDBAppender;
  readonly #appendChunk: (
    arrays: readonly NumberColumn[],
    start: number,
    rows: number,
  ) => void;

  private constructor(
    appender: DuckDBAppender,
    appendChunk: (
      arrays: readonly NumberColumn[],
      start: number,
      rows: number,
    ) => void,
  ) {
    this.#appender = appender;
    this.#appendChunk = appendChunk;
  }

  /**
   * Opens an appender on a table.
   *
   * @param connection An open connection.
   * @param table The table's name.
   * @param types The type of each of its columns, in order.
   * @throws {Error} If there is no such table.
   */
  static async create(
    connection: DuckDBConnection,
    table: string,
    types: readonly NumberType[],
  ): Promise<NumberAppender> {
    const { DOUBLE, DuckDBDataChunk, FLOAT, UINTEGER, UTINYINT } = await import(
      "@duckdb/node-api"
    );
    const duckDbTypes = types.map((type) =>
      ({ uint32: UINTEGER, float32: FLOAT, float64: DOUBLE, uint8: UTINYINT })[
        type
      ]
    );
    const appender = await connection.createAppender(table);
    return new NumberAppender(appender, (arrays, start, rows) => {
      const chunk = DuckDBDataChunk.create(duckDbTypes, rows);
      for (const [c, array] of arrays.entries()) {
        setNumbers(chunk.getColumnVector(c), array, start, rows);
      }
      appender.appendDataChunk(chunk);
    });
  }

  /**
   * Adds rows.
   *
   * @param arrays One array a column, in the order of the types.
   * @param rowCount How many rows to take from the arrays' beginning. Default
   * all of the first one.
   */
  append(
    arrays: readonly NumberColumn[],
    rowCount: number = arrays[0]?.length ?? 0,
  ): void {
    for (let start = 0; start < rowCount; start += VECTOR_ROWS) {
      this.#appendChunk(arrays, start, Math.min(VECTOR_ROWS, rowCount - start));
    }
  }

  /** Ends; no row may follow. */
  close(): void {
    this.#appender.closeSync();
  }
}

/**
 * Writes `array[start, start + rows)` into a vector: at once if DuckDB's package lets
 * us see where it keeps its numbers (a field `items`, which its types hide), else
 * one by one.
 */
function setNumbers(
  vector: DuckDBVector,
  array: NumberColumn,
  start: number,
  rows: number,
): void {
  const { items } = vector as unknown as { items?: NumberColumn };
  if (items?.constructor === array.constructor && items.length >= rows) {
    items.set(array.subarray(start, start + rows));
  } else {
    for (let r = 0; r < rows; r++) vector.setItem(r, array[start + r]!);
  }
  vector.flush();
}
