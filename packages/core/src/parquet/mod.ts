/**
 * Parquet through DuckDB. Needs `@duckdb/node-api` beside `@kindred/core`.
 *
 * @module
 */
export * from "./number_columns.ts";
export * from "./with_duckdb.ts";
