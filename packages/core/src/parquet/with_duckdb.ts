import type { DuckDBConnection } from "@duckdb/node-api";
import { availableParallelism } from "node:os";
import { explainDuckDbError } from "./_explain_duckdb_error.ts";

/** Milliseconds between two interruptions of an aborted connection. */
const INTERRUPT_INTERVAL = 25;

/** Settings of {@linkcode withDuckDb}. */
export interface DuckDbOptions {
  /** The most memory DuckDB may hold before it spills, such as `"1GB"`. Default `"4GB"`. */
  memoryLimit?: string;
  /** Threads. Default: as many as the machine has cores. */
  threads?: number;
  /** Where to spill. Default: nowhere, so that running out is an error. */
  temporaryDirectory?: string;
  /** Stops the statement that runs when it is aborted. Default: never. */
  signal?: AbortSignal;
}

/**
 * Opens an empty in-memory DuckDB, hands it to `use`, and closes it whatever
 * happens. DuckDB is loaded here and not at import, so that packages that only
 * serve never load it.
 *
 * @param use What to do with the connection.
 * @param options See {@linkcode DuckDbOptions}.
 * @returns What `use` returns.
 * @throws The signal's reason, if it is aborted and a statement fails.
 * @throws {OutOfRoomError} If the memory limit or the disk is too small.
 * @throws {Error} If `@duckdb/node-api` is not installed, or whatever `use` throws.
 */
export async function withDuckDb<T>(
  use: (connection: DuckDBConnection) => Promise<T>,
  options: DuckDbOptions = {},
): Promise<T> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: options.memoryLimit ?? "4GB",
    threads: String(options.threads ?? availableParallelism()),
    // Rows keep the order they were written in: row numbers are our item rows.
    preserve_insertion_order: "true",
    temp_directory: options.temporaryDirectory ?? "",
    // Nothing is ever fetched: what we use is built in.
    autoinstall_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    const { signal } = options;
    let repeating: ReturnType<typeof setInterval> | undefined;
    const interrupt = (): void => {
      connection.interrupt();
      // One that comes just before a statement begins is lost.
      repeating = setInterval(() => connection.interrupt(), INTERRUPT_INTERVAL);
    };
    signal?.addEventListener("abort", interrupt);
    try {
      signal?.throwIfAborted();
      return await use(connection);
    } catch (error) {
      // DuckDB's own words for that are "INTERRUPT Error".
      signal?.throwIfAborted();
      throw explainDuckDbError(error);
    } finally {
      signal?.removeEventListener("abort", interrupt);
      clearInterval(repeating);
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/**
 * Returns `text` as an SQL string literal, its quotes doubled.
 *
 * @param text Any text.
 */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * Returns the SQL for the rows of exactly one Parquet file. DuckDB by itself
 * takes `*`, `?` and `[` of a path for wildcards and a folder named `left=9` for
 * a column, and would give the rows of another file.
 *
 * @param path The file.
 */
export function sqlParquet(path: string): string {
  const literal = sqlText(path.replace(/[*?[]/g, "[$&]"));
  return `read_parquet(${literal}, hive_partitioning = false)`;
}
