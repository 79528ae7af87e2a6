import type { IdTable } from "../records/id_table.ts";
import { MAX_ID_BYTES } from "../records/product_record.ts";
import { type Cells, ID_TOO_LONG, NO_ID, NOT_UTF8 } from "./cells.ts";
import { readNumber } from "./read_number.ts";
import { epochSeconds, timeOf } from "./read_time.ts";
import type { Row } from "./row_reader.ts";

const SPACE = 32;
const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder("utf-8", { ignoreBOM: true });
const ENCODER = new TextEncoder();

/** The values of a row of text, read where they stand. */
export class DelimitedCells implements Cells {
  readonly #row: Row;
  readonly #separator: string;
  /** Of the value that was looked at last, without ASCII white space around it. */
  #start = 0;
  #end = 0;

  /**
   * Reads from `row`, whichever row that is at the time.
   *
   * @param row The row.
   * @param separator What separates the texts of a list, such as `"|"`.
   */
  constructor(row: Row, separator: string) {
    this.#row = row;
    this.#separator = separator;
  }

  intern(column: number, ids: IdTable): number {
    this.#trim(column);
    const { bytes, doubled } = this.#row;
    const start = this.#start;
    const end = this.#end;
    if (start === end) return NO_ID;
    if (end - start > MAX_ID_BYTES) return ID_TOO_LONG;
    let isPlain = doubled[column] === 0;
    for (let i = start; isPlain && i < end; i++) isPlain = bytes[i]! < 0x80;
    return isPlain
      ? ids.intern(bytes, start, end)
      : this.#internText(column, ids);
  }

  number(column: number): number {
    this.#trim(column);
    return readNumber(this.#row.bytes, this.#start, this.#end);
  }

  time(column: number): number {
    const number = this.number(column);
    return Number.isNaN(number)
      ? timeOf(this.text(column))
      : epochSeconds(number);
  }

  text(column: number): string {
    this.#trim(column);
    if (this.#start === this.#end) return "";
    return this.#undouble(column, LENIENT.decode(this.#bytes())).trim();
  }

  texts(column: number): string[] {
    return this.text(column).split(this.#separator).map((part) => part.trim())
      .filter((part) => part !== "");
  }

  #trim(column: number): void {
    const { bytes, starts, ends } = this.#row;
    let start = starts[column]!;
    let end = ends[column]!;
    while (start < end && bytes[start]! <= SPACE) start++;
    while (end > start && bytes[end - 1]! <= SPACE) end--;
    this.#start = start;
    this.#end = end;
  }

  #bytes(): Uint8Array {
    return this.#row.bytes.subarray(this.#start, this.#end);
  }

  #undouble(column: number, text: string): string {
    return this.#row.doubled[column] === 1 ? text.replaceAll('""', '"') : text;
  }

  #internText(column: number, ids: IdTable): number {
    let text: string;
    try {
      text = STRICT.decode(this.#bytes());
    } catch {
      return NOT_UTF8;
    }
    const id = ENCODER.encode(this.#undouble(column, text).trim());
    return id.length === 0 ? NO_ID : ids.intern(id, 0, id.length);
  }
}
