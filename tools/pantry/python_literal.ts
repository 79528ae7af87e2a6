/** A number that Python writes with a decimal point, whole or not. */
export class PythonFloat {
  /** Finite; 0, or from 1e-4 to below 1e16 in size. */
  readonly value: number;

  /**
   * Marks a number as a float.
   *
   * @throws {RangeError} If Python would write it in another notation than
   * JavaScript does.
   */
  constructor(value: number) {
    const size = Math.abs(value);
    if (!(size === 0 || (size >= 1e-4 && size < 1e16))) {
      throw new RangeError(
        `Cannot write a Python float: it must be 0, or from 1e-4 to below 1e16 in size, got ${value}`,
      );
    }
    this.value = value;
  }
}

/** What {@linkcode writePythonLiteral} can write; a bare number is an int. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | PythonFloat
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/**
 * Returns `value` as Python 3's `repr()` writes it: the "loose JSON" of the
 * Amazon metadata of 2014. Objects become dicts, in the order of their keys.
 *
 * @throws {RangeError} If a bare number is not a safe integer.
 *
 * @example
 * ```ts
 * import { writePythonLiteral } from "./python_literal.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(writePythonLiteral({ a: ["it's", 1] }), `{'a': ["it's", 1]}`);
 * ```
 */
export function writePythonLiteral(value: PythonValue): string {
  if (value === null) return "None";
  if (typeof value === "string") return quote(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(
        `Cannot write a Python int: it must be a safe integer, got ${value}`,
      );
    }
    return String(value);
  }
  if (value instanceof PythonFloat) {
    const text = Object.is(value.value, -0) ? "-0" : String(value.value);
    return text.includes(".") ? text : `${text}.0`;
  }
  if (isArray(value)) return `[${value.map(writePythonLiteral).join(", ")}]`;
  const entries = Object.entries(value).map(([key, it]) =>
    `${quote(key)}: ${writePythonLiteral(it)}`
  );
  return `{${entries.join(", ")}}`;
}

/** `Array.isArray` that also recognises readonly arrays. */
function isArray(value: PythonValue): value is readonly PythonValue[] {
  return Array.isArray(value);
}

const NAMED_ESCAPES = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * Quotes as Python does: with apostrophes, unless the text holds one and no
 * double quote; what `str.isprintable()` refuses is escaped.
 */
function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  let body = "";
  for (const character of text) {
    if (character === mark) body += `\\${mark}`;
    else body += NAMED_ESCAPES.get(character) ?? escapeUnprintable(character);
  }
  return mark + body + mark;
}

/** Returns one character, as `\xNN`, `\uNNNN` or `\UNNNNNNNN` if it must be. */
function escapeUnprintable(character: string): string {
  // Categories C (control, format, ...) and Z (spaces), but the space itself.
  if (character === " " || !/^[\p{C}\p{Z}]$/u.test(character)) return character;
  const code = character.codePointAt(0)!;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${hex.padStart(4, "0")}`;
  return `\\U${hex.padStart(8, "0")}`;
}
