import type { Delimiter } from "../tables/row_reader.ts";
import type { ColumnIndices } from "./column_roles.ts";

/** What the rows of a table are. */
export type TableKind = "pairs" | "interactions" | "items";

/** How to read a table, and what its columns are. */
export interface TableFormat {
  /** What its rows are. */
  kind: TableKind;
  /** How it is stored. */
  syntax: "delimited" | "ndjson" | "parquet";
  /** What it is called, such as `"CSV"` or `"RecBole atomic file"`. */
  label: string;
  /** The names of all its columns, in order. */
  names: readonly string[];
  /** Which columns are used, as what. */
  columns: ColumnIndices;
  /** What separates its values; null if it is not delimited text. */
  delimiter: Delimiter | null;
  /** Whether the first row holds the names. */
  header: boolean;
  /** What separates the categories in one value. */
  listSeparator: string;
}

/** What a source is: records of products, line by line, or a table. */
export type Format = { kind: "records" } | TableFormat;

/**
 * Returns what a format is in words, with the columns that are used, such as
 * `interactions (CSV: basket InvoiceNo, item StockCode)`.
 *
 * @param format A format.
 */
export function describeFormat(format: Format): string {
  if (format.kind === "records") return "records";
  const columns = Object.entries(format.columns)
    .map(([role, column]) => `${role} ${format.names[column]}`);
  return `${format.kind} (${format.label}: ${columns.join(", ")})`;
}
