import { RELATIONS } from "@kindred/core";
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
} from "../loose_json/_bytes.ts";
import { KeyTable } from "../loose_json/_key_table.ts";
import { LooseJsonScanner } from "../loose_json/_scanner.ts";
import { SYNTAX_FAULT } from "../loose_json/_text_scanner.ts";
import { TextRanges } from "../loose_json/_text_ranges.ts";
import { ValueBuilder } from "../loose_json/_value_builder.ts";
import type { LooseJsonSyntaxError } from "../loose_json/loose_json_syntax_error.ts";
import type { LooseJsonValue } from "../loose_json/parse_loose_json.ts";
import {
  MAX_ID_BYTES,
  RECORD_FIELDS,
  type RecordFault,
  RELATION_FIELDS,
} from "./product_record.ts";

/** What the scanner does with a field. */
interface Field {
  name: string;
  kind: "id" | "links" | "related" | "description";
  /** A bit of its own, to see that a field comes twice. */
  bit: number;
  /** The bit of the relation whose ids it lists. */
  relation: number;
}

const RELATION_OF: ReadonlyMap<string, number> = new Map(
  RELATIONS.flatMap((relation, k) =>
    RELATION_FIELDS[relation].map((field) => [field, 1 << k] as const)
  ),
);

const FIELDS: ReadonlyMap<string, Field> = new Map(
  RECORD_FIELDS.map((name, index) => {
    const relation = RELATION_OF.get(name) ?? 0;
    const kind = relation !== 0
      ? "links"
      : name === "related"
      ? "related"
      : name === "asin" || name === "parent_asin"
      ? "id"
      : "description";
    return [name, { name, kind, bit: 1 << index, relation }];
  }),
);

/** Which of the ranges is the record's own id. */
export const OWN = 0;

/**
 * Finds in a line the fields that matter, and checks the rest: where the ids
 * stand, and the values that describe the product.
 */
export class RecordScanner {
  /** Where the ids stand: the record's own, empty if it has none, and those it names. */
  readonly ids: TextRanges = new TextRanges();
  /** The relation bit of each range, uint8: `1 << k` for `RELATIONS[k]`. */
  relations: Uint8Array = new Uint8Array(256);
  /** Entries of the relations that are no id: no text, empty, or too long. */
  unusableLinks = 0;
  /** What stands in the other fields. */
  readonly description: Map<string, LooseJsonValue> = new Map();
  /**
   * Whether the line is well formed, but written in a way that only values tell
   * the meaning of: ids with escapes or beyond ASCII, keys twice, round brackets.
   * Then nothing else that was found counts.
   */
  isOdd = false;

  readonly #scanner = new LooseJsonScanner();
  readonly #builder = new ValueBuilder(this.#scanner);
  readonly #fields = new KeyTable(FIELDS);
  #hasAsin = false;

  /** What is wrong with the last line, if that was refused for its syntax. */
  get syntaxError(): LooseJsonSyntaxError {
    return this.#scanner.error();
  }

  /** Scans the line `bytes[start, end)`; returns why it holds no record, or null. */
  scan(bytes: Uint8Array, start: number, end: number): RecordFault | null {
    const scanner = this.#scanner;
    scanner.open(bytes, start, end);
    this.isOdd = false;
    try {
      const isRecord = scanner.peek() === OPEN_BRACE;
      if (scanner.at === end) return "blank";
      if (isRecord) this.#scanRecord();
      else this.#skip();
      scanner.finish();
      return isRecord || this.isOdd ? null : "no-record";
    } catch (error) {
      if (error === SYNTAX_FAULT) return "syntax";
      throw error;
    }
  }

  #scanRecord(): void {
    const scanner = this.#scanner;
    this.ids.count = 0;
    this.ids.push(0, 0);
    this.description.clear();
    this.#hasAsin = false;
    this.unusableLinks = 0;
    let seen = 0;
    for (
      let more = scanner.enter(CLOSE_BRACE);
      more;
      more = scanner.next(CLOSE_BRACE)
    ) {
      scanner.scanKey();
      const field = this.#fields.meaningOfKey(scanner);
      if (field === undefined) {
        scanner.skipValue();
        continue;
      }
      // Of equal keys the last counts.
      if ((seen & field.bit) !== 0) this.isOdd = true;
      seen |= field.bit;
      switch (field.kind) {
        case "id":
          this.#scanOwnId(field.name === "asin");
          break;
        case "links":
          this.#scanLinks(field.relation);
          break;
        case "related":
          this.#scanRelated();
          break;
        case "description":
          this.description.set(field.name, this.#builder.build());
      }
    }
  }

  #scanOwnId(isAsin: boolean): void {
    const scanner = this.#scanner;
    scanner.peek();
    if (!scanner.atText()) return this.#skip();
    scanner.scanText();
    if (!scanner.plain) this.isOdd = true;
    const { starts, ends } = this.ids;
    const { bytes, textStart, textEnd } = scanner;
    const start = trimmedStart(bytes, textStart, textEnd);
    if (start === textEnd || (this.#hasAsin && !isAsin)) return;
    this.#hasAsin = isAsin;
    starts[OWN] = start;
    ends[OWN] = trimmedEnd(bytes, start, textEnd);
  }

  #scanRelated(): void {
    const scanner = this.#scanner;
    if (scanner.peek() !== OPEN_BRACE) return this.#skip();
    let seen = 0;
    for (
      let more = scanner.enter(CLOSE_BRACE);
      more;
      more = scanner.next(CLOSE_BRACE)
    ) {
      scanner.scanKey();
      const field = this.#fields.meaningOfKey(scanner);
      if (field === undefined || field.kind !== "links") {
        scanner.skipValue();
        continue;
      }
      if ((seen & field.bit) !== 0) this.isOdd = true;
      seen |= field.bit;
      this.#scanLinks(field.relation);
    }
  }

  #scanLinks(relation: number): void {
    const scanner = this.#scanner;
    if (scanner.peek() !== OPEN_BRACKET) return this.#skip();
    const ranges = this.ids;
    const first = ranges.count;
    let more = scanner.enter(CLOSE_BRACKET);
    while (more) {
      more = scanner.scanPlainTexts(CLOSE_BRACKET, ranges);
      if (!more) break;
      if (scanner.atText()) {
        scanner.scanText();
        if (!scanner.plain) this.isOdd = true;
        ranges.push(scanner.textStart, scanner.textEnd);
      } else {
        this.#skip();
        this.unusableLinks++;
      }
      more = scanner.next(CLOSE_BRACKET);
    }
    this.#keepUsable(first);
    if (ranges.count > this.relations.length) {
      const relations = new Uint8Array(2 * ranges.count);
      relations.set(this.relations);
      this.relations = relations;
    }
    this.relations.fill(relation, first, ranges.count);
  }

  /** Of the ranges from `first` on: trims them, and drops those that are no id. */
  #keepUsable(first: number): void {
    const { bytes } = this.#scanner;
    const { starts, ends, count } = this.ids;
    let kept = first;
    for (let k = first; k < count; k++) {
      const start = trimmedStart(bytes, starts[k]!, ends[k]!);
      const end = trimmedEnd(bytes, start, ends[k]!);
      starts[kept] = start;
      ends[kept] = end;
      if (end > start && end - start <= MAX_ID_BYTES) kept++;
    }
    this.unusableLinks += count - kept;
    this.ids.count = kept;
  }

  /** Skips a value of a type that says nothing here. */
  #skip(): void {
    // Unless it means what is in it: ('a') is 'a', and (a, b) a list.
    if (this.#scanner.peek() === OPEN_PARENTHESIS) this.isOdd = true;
    this.#scanner.skipValue();
  }
}

/** Behind the white space at the start of ASCII. */
function trimmedStart(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at]! <= 0x20 && isTrimmed(bytes[at]!)) at++;
  return at;
}

/** Before the white space at the end of ASCII. */
function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && bytes[at - 1]! <= 0x20 && isTrimmed(bytes[at - 1]!)) {
    at--;
  }
  return at;
}

/** Whether `String.prototype.trim` takes a byte of ASCII away. */
function isTrimmed(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
