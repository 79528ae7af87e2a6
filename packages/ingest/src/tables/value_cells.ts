import type { IdTable } from "../records/id_table.ts";
import { MAX_ID_BYTES } from "../records/product_record.ts";
import { type Cells, ID_TOO_LONG, NO_ID } from "./cells.ts";
import { numberOf } from "./read_number.ts";
import { epochSeconds, timeOf } from "./read_time.ts";

/** A value of a row that comes as values: of JSON, or of a Parquet file. */
export type CellValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly CellValue[]
  | ReadonlyMap<string, unknown>;

const ENCODER = new TextEncoder();

/** The values of a row that comes as values. */
export class ValueCells implements Cells {
  /** The row's values by column; undefined where it has none. */
  values: readonly CellValue[] = [];
  readonly #separator: string;
  // Of each UTF-16 unit at most 3 bytes: whatever may be an id fits.
  readonly #bytes = new Uint8Array(3 * MAX_ID_BYTES);

  /**
   * Begins with no values.
   *
   * @param separator What separates texts that come as one, such as `"|"`.
   */
  constructor(separator: string) {
    this.#separator = separator;
  }

  intern(column: number, ids: IdTable): number {
    const value = this.values[column];
    // Beyond 2^53 a number no longer says which id it was.
    if (typeof value === "number" && !isExact(value)) return NO_ID;
    const text = this.text(column);
    if (text === "") return NO_ID;
    if (text.length > MAX_ID_BYTES) return ID_TOO_LONG;
    const { written } = ENCODER.encodeInto(text, this.#bytes);
    if (written > MAX_ID_BYTES) return ID_TOO_LONG;
    return ids.intern(this.#bytes, 0, written);
  }

  number(column: number): number {
    const value = this.values[column];
    if (typeof value === "number") return Number.isFinite(value) ? value : NaN;
    return typeof value === "string" ? numberOf(value.trim()) : NaN;
  }

  time(column: number): number {
    const value = this.values[column];
    return typeof value === "string"
      ? timeOf(value.trim())
      : epochSeconds(this.number(column));
  }

  text(column: number): string {
    const value = this.values[column];
    if (typeof value === "string") return value.trim();
    return typeof value === "number" ? String(value) : "";
  }

  texts(column: number): string[] {
    const value = this.values[column];
    const texts = Array.isArray(value)
      ? value
      : this.text(column).split(this.#separator);
    return texts.filter((text) => typeof text === "string")
      .map((text) => text.trim()).filter((text) => text !== "");
  }
}

function isExact(number: number): boolean {
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER;
}
