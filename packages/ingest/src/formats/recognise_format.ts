import { KindredError } from "@kindred/core";
import { timeOf } from "../tables/read_time.ts";
import { MAX_COLUMNS } from "../tables/row_reader.ts";
import { type Delimiter, firstRows } from "./_first_rows.ts";
import type { ColumnIndices, ColumnNames } from "./column_roles.ts";
import { FORMAT_CHOICES, type FormatChoice } from "./format_choices.ts";
import { jsonKeys } from "./json_keys.ts";
import { type NamedTable, resolveColumns } from "./resolve_columns.ts";
import type { Format, TableFormat, TableKind } from "./table_format.ts";

/** How much of a source {@linkcode recogniseFormat} looks at, in bytes. */
export const HEAD_BYTES: number = 2 ** 16;

/** What a person said about a source. */
export interface FormatWishes {
  /** The format. Default `"auto"`. */
  format?: FormatChoice | undefined;
  /** Names of columns. Default: the usual ones. */
  columns?: ColumnNames | undefined;
}

/** Delimiters in the order in which they are preferred. */
const DELIMITERS = [
  ["\t", "TSV"],
  [",", "CSV"],
  [";", "CSV with semicolons"],
  ["|", "CSV with bars"],
] as const;

/** What comments of an edge list begin with. */
const HASH = 35;

/** What RecBole writes after a column's name. */
const RECBOLE_TYPE = /^(.+):(token|token_seq|float|float_seq)$/;

/** Fields that only product records have. */
const RECORD_KEYS = [
  "asin",
  "parent_asin",
  "related",
  "also_buy",
  "also_view",
  "bought_together",
];

/**
 * Returns how to read a source of text, recognised by its beginning: a line that
 * begins with `{` is a record or a row by its keys; names such as `item_id:token`
 * are RecBole's; two ids a line without names are SNAP's; anything else is a table
 * whose first row names the columns, and the names say what it is. Columns that a
 * person names decide before the usual names do. A column of times that is found
 * by its usual name is used only if the first row's time can be read.
 *
 * @param source The source, as it was named: for messages.
 * @param head The first bytes, {@linkcode HEAD_BYTES} or all there are,
 * decompressed.
 * @param wishes What a person said.
 * @throws {KindredError} If it is nothing of that, or a column that was named or
 * is needed is lacking.
 *
 * @example
 * ```ts
 * import { describeFormat, recogniseFormat } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 *
 * const head = new TextEncoder().encode("order_id,sku,qty\n1,rice,2\n");
 * assert.equal(
 *   describeFormat(recogniseFormat("orders.csv", head)),
 *   "interactions (CSV: basket order_id, item sku, quantity qty)",
 * );
 * ```
 */
export function recogniseFormat(
  source: string,
  head: Uint8Array,
  wishes: FormatWishes = {},
): Format {
  const { format = "auto" } = wishes;
  if (format === "amazon") return { kind: "records" };
  const rows = firstRows(head, "\t");
  if (rows.length === 0) throw unrecognised(source, "nothing but blank lines");
  // Or most of the first lines: a broken one may stand at the very beginning.
  const braced = rows.filter(isBraced);
  if (isBraced(rows[0]!) || 2 * braced.length > rows.length) {
    return recogniseJson(source, head, wishes);
  }
  if (head.includes(0)) throw unrecognised(source, "binary data");
  const first = rows[0]!.join("\t").trim();
  if (format === "snap" || format === "auto" && isEdgeList(head, wishes)) {
    return EDGE_LIST;
  }
  return recogniseDelimited(source, head, wishes) ?? fail(source, first);
}

/**
 * Returns how to read a Parquet file, recognised by the names of its columns.
 *
 * @param source The source, as it was named: for messages.
 * @param names The names of its columns, in order.
 * @param wishes What a person said.
 * @throws {KindredError} As of {@linkcode recogniseFormat}.
 */
export function recogniseParquet(
  source: string,
  names: readonly string[],
  wishes: FormatWishes = {},
): TableFormat {
  const table = { source, names, wanted: wishes.columns ?? {} };
  const resolved = resolveColumns(table, kindOf(source, names, wishes.format));
  if (resolved === null) {
    throw unrecognised(source, `columns ${names.join(", ")}`);
  }
  return {
    ...resolved,
    syntax: "parquet",
    label: "Parquet",
    names,
    delimiter: null,
    header: false,
    listSeparator: "|",
  };
}

/** Whether a line begins as a record does. */
function isBraced([text]: readonly string[]): boolean {
  return text!.trimStart().startsWith("{");
}

function recogniseJson(
  source: string,
  head: Uint8Array,
  { format = "auto", columns = {} }: FormatWishes,
): Format {
  const names = jsonKeys(head);
  // Without one whole line to judge by: reading will tell what is wrong.
  if (names === null && format === "auto") return { kind: "records" };
  const isRecord = names?.some((name) => RECORD_KEYS.includes(name));
  // Columns that a person named may be those of another source beside records.
  const hasWanted = Object.values(columns)
    .some((name) => name !== undefined && names?.includes(name));
  if (format === "auto" && isRecord && namesRows(columns) && !hasWanted) {
    return { kind: "records" };
  }
  const table: NamedTable = { source, names: names ?? [], wanted: columns };
  const isWanted = format !== "auto" || namesRows(columns);
  const resolved = resolveColumns(
    table,
    kindOf(source, table.names, format),
  );
  if (!isWanted && isRecord && resolved?.kind !== "interactions") {
    return { kind: "records" };
  }
  if (resolved === null) {
    throw unrecognised(source, `lines with ${table.names.join(", ")}`);
  }
  return {
    ...resolved,
    syntax: "ndjson",
    label: "JSON lines",
    names: table.names,
    delimiter: null,
    header: false,
    listSeparator: "|",
  };
}

function recogniseDelimited(
  source: string,
  head: Uint8Array,
  { format = "auto", columns: wanted = {} }: FormatWishes,
): TableFormat | null {
  const { delimiter, label, rows } = splitHeader(head);
  const header = rows[0] ?? [];
  if (header.length > MAX_COLUMNS) {
    throw new KindredError(
      `Cannot read "${source}": it must have at most ${MAX_COLUMNS} columns, got ${header.length}`,
    );
  }
  const typed = header.map((name) => RECBOLE_TYPE.exec(name.trim()));
  const isRecBole = typed.length > 0 && typed.every((type) => type !== null);
  if (format === "recbole" && !isRecBole) {
    throw new KindredError(
      `Cannot read "${source}" as a RecBole atomic file: its first line must name columns as in item_id:token, got ${
        quoteStart(header.join(delimiter))
      }`,
    );
  }
  const names = header.map((name, c) => (typed[c]?.[1] ?? name).trim());
  const table = { source, names, wanted };
  const resolved = resolveColumns(table, kindOf(source, names, format));
  if (resolved === null) return null;
  if (!isTimeReadable(rows[1], resolved.columns, wanted)) {
    delete resolved.columns.time;
  }
  return {
    ...resolved,
    syntax: "delimited",
    label: isRecBole ? "RecBole atomic file" : label,
    names,
    delimiter,
    header: true,
    listSeparator: isRecBole ? " " : "|",
  };
}

/** Two ids a line, and no names. */
const EDGE_LIST: TableFormat = {
  kind: "pairs",
  syntax: "delimited",
  label: "SNAP edge list",
  names: ["from", "to"],
  columns: { left: 0, right: 1 },
  delimiter: "blanks",
  header: false,
  listSeparator: "|",
};

function isEdgeList(head: Uint8Array, { columns = {} }: FormatWishes): boolean {
  if (Object.values(columns).some((name) => name !== undefined)) return false;
  const [first] = firstRows(head, "blanks");
  return first?.length === 2 &&
    (head[0] === HASH || first.every((id) => /^\d+$/.test(id)));
}

/** The delimiter that cuts the first row most often, and the rows it gives. */
function splitHeader(
  head: Uint8Array,
): { delimiter: Delimiter; label: string; rows: string[][] } {
  const splits = DELIMITERS.map(([delimiter, label]) => ({
    delimiter,
    label,
    rows: firstRows(head, delimiter),
  }));
  return splits.reduce((best, split) =>
    (split.rows[0]?.length ?? 0) > (best.rows[0]?.length ?? 0) ? split : best
  );
}

/** What is asked for; of RecBole's files, what the columns say. */
function kindOf(
  source: string,
  names: readonly string[],
  format: FormatChoice = "auto",
): TableKind | undefined {
  if (format === "recbole") {
    return names.includes("user_id") || names.includes("session_id")
      ? "interactions"
      : "items";
  }
  if (format === "auto") return undefined;
  if (format !== "amazon" && format !== "snap") return format;
  throw new KindredError(
    `Cannot read "${source}" as --format ${format}: it must be ${
      FORMAT_CHOICES[format]
    }, got a table with named columns`,
  );
}

function namesRows({ left, right, basket, item }: ColumnNames): boolean {
  return [left, right, basket, item].some((name) => name !== undefined);
}

function isTimeReadable(
  row: readonly string[] | undefined,
  { time }: ColumnIndices,
  wanted: ColumnNames,
): boolean {
  return time === undefined || row === undefined ||
    wanted.time !== undefined || !Number.isNaN(timeOf(row[time]?.trim() ?? ""));
}

function fail(source: string, line: string): never {
  throw unrecognised(source, quoteStart(line));
}

/** The beginning of a text, quoted, control characters escaped. */
function quoteStart(text: string): string {
  const start = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(start).replace(
    /[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function unrecognised(source: string, found: string): KindredError {
  return new KindredError(
    `Cannot recognise "${source}": it must hold product records, or a table that names its columns (CSV, TSV, JSON lines, Parquet, RecBole), or be a SNAP edge list, got ${found}; --format says what it is, --left and --right or --basket and --item which columns`,
  );
}
