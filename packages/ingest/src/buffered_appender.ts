import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBType,
  DuckDBValue,
} from "@duckdb/node-api";

/** Rows handed to DuckDB at a time: the size of its vectors. */
const CHUNK_ROWS = 2048;

/** Collects rows and hands them to a table a whole vector at a time. */
export class BufferedAppender {
  readonly #appender: DuckDBAppender;
  readonly #createChunk: () => DuckDBDataChunk;
  #rows: DuckDBValue[][] = [];

  private constructor(
    appender: DuckDBAppender,
    createChunk: () => DuckDBDataChunk,
  ) {
    this.#appender = appender;
    this.#createChunk = createChunk;
  }

  /** Opens an appender on a table with columns of these types. */
  static async create(
    connection: DuckDBConnection,
    table: string,
    types: readonly DuckDBType[],
  ): Promise<BufferedAppender> {
    const { DuckDBDataChunk } = await import("@duckdb/node-api");
    return new BufferedAppender(
      await connection.createAppender(table),
      () => DuckDBDataChunk.create(types),
    );
  }

  /** Adds one row: a value for each column. */
  append(row: DuckDBValue[]): void {
    this.#rows.push(row);
    if (this.#rows.length === CHUNK_ROWS) this.#flush();
  }

  /** Writes what waits and ends; no row may follow. */
  close(): void {
    if (this.#rows.length > 0) this.#flush();
    this.#appender.closeSync();
  }

  #flush(): void {
    const chunk = this.#createChunk();
    chunk.setRows(this.#rows);
    this.#appender.appendDataChunk(chunk);
    this.#rows = [];
  }
}
