import { LooseJsonSyntaxError } from "./loose_json_syntax_error.ts";
import { readString } from "./read_string.ts";

/** What a literal can say: the values of JSON. */
export type LooseJsonValue =
  | string
  | number
  | boolean
  | null
  | LooseJsonValue[]
  | Map<string, LooseJsonValue>;

/** Deepest nesting of lists and dicts that is read; deeper text is refused. */
export const MAX_DEPTH = 64;

/** Words with a value of their own, of Python and of JSON. */
const WORDS: ReadonlyMap<string, LooseJsonValue> = new Map<
  string,
  LooseJsonValue
>([
  ["None", null],
  ["null", null],
  ["True", true],
  ["true", true],
  ["False", false],
  ["false", false],
  ["nan", NaN],
  ["NaN", NaN],
  ["inf", Infinity],
  ["Infinity", Infinity],
]);

const NUMBER = /[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_][A-Za-z_0-9]*/y;
/** Python 2 marked its text strings u'…', and bytes are b'…'. */
const STRING_MARK = /[uUbB](?=['"])/y;
const SPACE = /[ \t\r\n\f]*/y;

/**
 * Returns the value of a Python literal, as `repr` writes it, or of JSON. The
 * text is only read, never evaluated: a call, a name or an operator is an error.
 *
 * Reads dicts, lists, tuples (as lists), strings in single, double and triple
 * quotes with Python's and JSON's escapes, decimal numbers, and the words of
 * both languages. The languages differ in `\/`: within double quotes it is `/` as
 * in JSON, within single ones it keeps its backslash as in Python. A dict comes as a `Map`, so that no key can reach a prototype;
 * of equal keys the last counts.
 *
 * @param text One literal, with white space around it or not.
 * @returns Its value; numbers as float64, as JSON has them.
 * @throws {LooseJsonSyntaxError} If it is anything else, or nested deeper than
 * {@linkcode MAX_DEPTH}; with the column.
 *
 * @example
 * ```ts
 * import { parseLooseJson } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 *
 * const record = parseLooseJson(`{'asin': 'B01', 'title': "Nonna's rice"}`);
 * assert.ok(record instanceof Map);
 * assert.equal(record.get("title"), "Nonna's rice");
 * ```
 */
export function parseLooseJson(text: string): LooseJsonValue {
  let at = 0;

  const fail = (expected: string): never => {
    const found = at >= text.length
      ? "the end of the line"
      : JSON.stringify(text.slice(at, at + 12));
    throw new LooseJsonSyntaxError(expected, found, at + 1);
  };
  const skipSpace = (): void => {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
  };
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return null;
    at = pattern.lastIndex;
    return found[0];
  };

  /** Reads items up to `close`, commas between them, a last one allowed. */
  const readItems = (close: string, readItem: () => void): void => {
    at++;
    for (;;) {
      skipSpace();
      if (text[at] === close) break;
      readItem();
      skipSpace();
      if (text[at] === ",") at++;
      else if (text[at] !== close) fail(`"," or "${close}"`);
    }
    at++;
  };

  const readValue = (depth: number): LooseJsonValue => {
    skipSpace();
    if (depth > MAX_DEPTH) fail(`at most ${MAX_DEPTH} nested brackets`);
    match(STRING_MARK);
    const first = text[at];
    switch (first) {
      case "{": {
        const dict = new Map<string, LooseJsonValue>();
        readItems("}", () => {
          match(STRING_MARK);
          if (text[at] !== "'" && text[at] !== '"') fail("a quoted key");
          const key = readQuoted();
          skipSpace();
          if (text[at] !== ":") fail('":"');
          at++;
          dict.set(key, readValue(depth + 1));
        });
        return dict;
      }
      case "[":
      case "(": {
        const list: LooseJsonValue[] = [];
        readItems(
          first === "[" ? "]" : ")",
          () => list.push(readValue(depth + 1)),
        );
        return list;
      }
      case "'":
      case '"':
        return readQuoted();
    }
    return readNumber() ?? readWord();
  };

  const readQuoted = (): string => {
    const { value, end } = readString(text, at);
    at = end;
    return value;
  };

  const readNumber = (): number | null => {
    const digits = match(NUMBER);
    return digits === null ? null : Number(digits.replaceAll("_", ""));
  };

  const readWord = (): LooseJsonValue => {
    const start = at;
    const negative = text[at] === "-";
    if (negative) at++;
    const word = match(WORD);
    const value = word === null ? undefined : WORDS.get(word);
    if (value === undefined || (negative && typeof value !== "number")) {
      at = start;
      return fail("a value");
    }
    return negative ? -(value as number) : value;
  };

  const value = readValue(0);
  skipSpace();
  if (at < text.length) fail("the end of the record");
  return value;
}
