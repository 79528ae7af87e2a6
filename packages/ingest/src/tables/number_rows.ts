import {
  NumberAppender,
  numberArray,
  type NumberColumn,
  numberSql,
  type NumberType,
} from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";

/** Rows gathered before they are handed on. */
const ROWS = 1 << 15;

/** A table of numbers that is filled row by row. */
export class NumberRows {
  readonly #appender: NumberAppender;
  readonly #columns: NumberColumn[];
  #waiting = 0;

  private constructor(appender: NumberAppender, columns: NumberColumn[]) {
    this.#appender = appender;
    this.#columns = columns;
  }

  /**
   * Creates the table, empty.
   *
   * @param connection An open connection.
   * @param table A name that is free.
   * @param columns The type of each column, by name.
   */
  static async create(
    connection: DuckDBConnection,
    table: string,
    columns: Readonly<Record<string, NumberType>>,
  ): Promise<NumberRows> {
    const types = Object.values(columns);
    const definitions = Object.entries(columns).map(([name, type]) =>
      `"${name}" ${numberSql(type)}`
    );
    await connection.run(`CREATE TABLE ${table} (${definitions})`);
    return new NumberRows(
      await NumberAppender.create(connection, table, types),
      types.map((type) => new (numberArray(type))(ROWS)),
    );
  }

  /** Adds one row: a number for each column. */
  add(row: readonly number[]): void {
    const columns = this.#columns;
    for (let c = 0; c < columns.length; c++) {
      columns[c]![this.#waiting] = row[c]!;
    }
    if (++this.#waiting === ROWS) this.#flush();
  }

  /** Hands on what waits and ends; no row may follow. */
  close(): void {
    this.#flush();
    this.#appender.close();
  }

  #flush(): void {
    this.#appender.append(this.#columns, this.#waiting);
    this.#waiting = 0;
  }
}
