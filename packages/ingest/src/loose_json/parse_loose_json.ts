import { OPEN_BRACE } from "./_bytes.ts";
import { KeyTable } from "./_key_table.ts";
import { LooseJsonScanner } from "./_scanner.ts";
import { SYNTAX_FAULT } from "./_text_scanner.ts";
import { ValueBuilder } from "./_value_builder.ts";

export { MAX_DEPTH } from "./_scanner.ts";

/** What a literal can say: the values of JSON. */
export type LooseJsonValue =
  | string
  | number
  | boolean
  | null
  | LooseJsonValue[]
  | Map<string, LooseJsonValue>;

/** Settings of {@linkcode parseLooseJson}. */
export interface LooseJsonOptions {
  /**
   * Keys of the outermost dict to build; the others are checked and skipped,
   * and cost no memory. A value that is no dict is built whole. Fastest where
   * it is one list for all calls; that list must not change. Default: all.
   */
  fields?: readonly string[];
}

const encoder = new TextEncoder();
/** Keeps a byte-order mark: the scanner counts its bytes. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// One for all calls, which never overlap: they hold scratch memory.
const scanner = new LooseJsonScanner();
const builder = new ValueBuilder(scanner);

/** The keys of the lists of fields seen: callers have one for all lines. */
const keyTables = new WeakMap<readonly string[], KeyTable<string>>();

/**
 * Returns the value of a Python literal, as `repr` writes it, or of JSON. The
 * text is only read, never evaluated: a call, a name or an operator is an error.
 * Takes time linear in the length of the text.
 *
 * Reads dicts with texts as keys, lists, tuples (as lists), the words of both
 * languages, and
 *
 * - texts in single, double and triple quotes, side by side (`'a' 'b'`), marked
 *   (`u''`, `r''`, `b''`, the last one character a byte), with the escapes of
 *   both languages. They differ in `\/`: within plain double quotes it is `/` as
 *   in JSON, elsewhere it keeps its backslash as in Python;
 * - numbers: decimal, `0x1f`, `0o17`, `0b11`, `1_000`, as float64.
 *
 * Refuses, though Python's `ast.literal_eval` reads it: `\N{…}`, sets, complex
 * numbers, keys that are no texts, comments, a backslash at the end of a line
 * outside of texts, and more than {@linkcode MAX_DEPTH} nested brackets.
 * Reads, though Python does not: JSON's words, `nan` and `inf`, and white space
 * of any kind around the record.
 *
 * A dict comes as a `Map`, so that no key can reach a prototype; of equal keys
 * the last counts. Texts may share memory with each other: who keeps one of a
 * record may keep all of it.
 *
 * @param source One literal, with white space around it or not, as text or as
 * UTF-8 bytes; what is not UTF-8, or an unpaired surrogate, comes as U+FFFD.
 * @param options See {@linkcode LooseJsonOptions}.
 * @returns Its value.
 * @throws {LooseJsonSyntaxError} If it is anything else, also within fields
 * that are skipped; with the column.
 *
 * @example
 * ```ts
 * import { parseLooseJson } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 *
 * const line = `{'asin': 'B01', 'title': "Nonna's rice", 'rank': [1, 2]}`;
 * const record = parseLooseJson(line, { fields: ["asin", "title"] });
 * assert.ok(record instanceof Map);
 * assert.deepEqual([...record], [["asin", "B01"], ["title", "Nonna's rice"]]);
 * ```
 */
export function parseLooseJson(
  source: string | Uint8Array,
  options: LooseJsonOptions = {},
): LooseJsonValue {
  const isText = typeof source === "string";
  const bytes = isText ? encoder.encode(source) : source;
  const line = isText ? source : decoder.decode(source);
  scanner.open(bytes, 0, bytes.length);
  builder.useLine(line.length === bytes.length ? line : null);
  try {
    const isDict = scanner.peek() === OPEN_BRACE;
    const value = isDict
      ? builder.buildDict(keyTable(options.fields))
      : builder.build();
    scanner.finish();
    return value;
  } catch (error) {
    throw error === SYNTAX_FAULT ? scanner.error() : error;
  } finally {
    // Holds on to nobody's bytes.
    scanner.close();
    builder.useLine(null);
  }
}

/** Returns the keys to look for, or null for all. */
function keyTable(
  fields: readonly string[] | undefined,
): KeyTable<string> | null {
  if (fields === undefined) return null;
  let keys = keyTables.get(fields);
  if (keys === undefined) {
    keys = new KeyTable(new Map(fields.map((field) => [field, field])));
    keyTables.set(fields, keys);
  }
  return keys;
}
