/**
 * Parquet through DuckDB. Needs `@duckdb/node-api` beside `@kindred/core`.
 *
 * @example
 * ```ts
 * import { readNumberColumns, writeNumberColumns } from "@kindred/core/parquet";
 * import assert from "node:assert/strict";
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const folder = await mkdtemp(join(tmpdir(), "kindred-"));
 * const path = join(folder, "pairs.parquet");
 * await writeNumberColumns(path, {
 *   left: Uint32Array.of(0, 1),
 *   weight: Float32Array.of(1, 0.5),
 * });
 * const { weight } = await readNumberColumns(path, { weight: "float32" });
 * assert.deepEqual([...weight], [1, 0.5]);
 * await rm(folder, { recursive: true });
 * ```
 *
 * @module
 */
export * from "./number_appender.ts";
export * from "./number_column.ts";
export * from "./number_columns.ts";
export * from "./query_numbers.ts";
export * from "./query_rows.ts";
export * from "./with_duckdb.ts";
