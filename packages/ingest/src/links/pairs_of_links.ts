import { NumberAppender, queryNumbers } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import { setImmediate } from "node:timers/promises";
import { BufferedAppender } from "../buffered_appender.ts";
import { createItems } from "../catalogue/create_items.ts";
import { PairFigures } from "../catalogue/pair_figures.ts";
import type { IdTable } from "../records/id_table.ts";
import type { LinkLog } from "./link_log.ts";
import { NO_ROW, sortLinks } from "./sort_links.ts";

/** What was read, as {@linkcode numberItems} needs it. */
export interface LinkedRecords {
  /** What each record names. */
  log: LinkLog;
  /** The ids by code. */
  ids: IdTable;
  /** 1 for each code that a record describes, uint8, at least `ids.size` long. */
  described: Uint8Array;
  /** Whether pairs with products that no record describes count too. */
  keepOutside: boolean;
}

/** Items that are numbered. */
export interface NumberedItems {
  /** Row of each code, or `NO_ROW`; uint32, shape `[codes]`. */
  rowOf: Uint32Array;
  /** How many items there are: rows are below it. */
  itemCount: number;
}

/**
 * Numbers the products that are in a pair by the UTF-8 bytes of their ids, and
 * makes `items` (code, id, row) of them.
 *
 * @param connection Where `products` is.
 * @param records What was read.
 */
export async function numberItems(
  connection: DuckDBConnection,
  records: LinkedRecords,
): Promise<NumberedItems> {
  await makeItems(connection, records, markPaired(records));
  return await readRows(connection, records.ids.size);
}

/** How {@linkcode pairsOfLinks} works. */
export interface SortingOptions {
  /** How much to hold while sorting, in bytes. */
  memoryBytes: number;
  /** Stops the work. Default: never. */
  signal?: AbortSignal | undefined;
}

/**
 * Makes `pairs` (left, right, directions, in this order) of what records name.
 *
 * @param connection Where to make it.
 * @param log What each record names.
 * @param items The items, numbered.
 * @param options See {@linkcode SortingOptions}.
 * @returns What the pairs look like.
 */
export async function pairsOfLinks(
  connection: DuckDBConnection,
  log: LinkLog,
  { rowOf, itemCount }: NumberedItems,
  { memoryBytes, signal }: SortingOptions,
): Promise<PairFigures> {
  await connection.run(
    `CREATE TABLE pairs ("left" UINTEGER, "right" UINTEGER, directions UTINYINT)`,
  );
  const appender = await NumberAppender.create(connection, "pairs", [
    "uint32",
    "uint32",
    "uint8",
  ]);
  const figures = new PairFigures(itemCount);
  for (const pairs of sortLinks(log, rowOf, itemCount, memoryBytes)) {
    const { left, right, directions } = pairs;
    for (let p = 0; p < left.length; p++) figures.add(left[p]!, right[p]!);
    appender.append([left, right, directions]);
    await setImmediate();
    signal?.throwIfAborted();
  }
  appender.close();
  return figures;
}

/** Returns 1 for each code that is in a pair. */
function markPaired(
  { log, ids, described, keepOutside }: LinkedRecords,
): Uint8Array {
  const paired = new Uint8Array(ids.size);
  log.forEach((code, target) => {
    if (code === target || (described[target] === 0 && !keepOutside)) return;
    paired[code] = 1;
    paired[target] = 1;
  });
  return paired;
}

async function makeItems(
  connection: DuckDBConnection,
  { ids, described }: LinkedRecords,
  paired: Uint8Array,
): Promise<void> {
  await connection.run("CREATE TABLE paired (code UINTEGER)");
  const codes = await NumberAppender.create(connection, "paired", ["uint32"]);
  await connection.run("CREATE TABLE outside (code UINTEGER, id VARCHAR)");
  const { UINTEGER, VARCHAR } = await import("@duckdb/node-api");
  const types = [UINTEGER, VARCHAR];
  const outside = await BufferedAppender.create(connection, "outside", types);
  const inside = new Uint32Array(paired.length);
  let insideCount = 0;
  for (let code = 0; code < paired.length; code++) {
    if (paired[code] === 0) continue;
    if (described[code] === 1) inside[insideCount++] = code;
    else outside.append([code, ids.textOf(code)]);
  }
  codes.append([inside], insideCount);
  codes.close();
  outside.close();
  await connection.run(
    `CREATE TABLE chosen AS
       SELECT code, id FROM products SEMI JOIN paired USING (code)
       UNION ALL FROM outside;
     DROP TABLE paired;
     DROP TABLE outside`,
  );
  await createItems(connection);
}

/** Returns the row of each code. */
async function readRows(
  connection: DuckDBConnection,
  codeCount: number,
): Promise<NumberedItems> {
  const rowOf = new Uint32Array(codeCount).fill(NO_ROW);
  let itemCount = 0;
  const columns = queryNumbers(connection, "SELECT code, row FROM items", [
    "uint32",
    "uint32",
  ]);
  for await (const [codes, rows] of columns) {
    for (let r = 0; r < codes!.length; r++) rowOf[codes![r]!] = rows![r]!;
    itemCount += codes!.length;
  }
  return { rowOf, itemCount };
}
