import type { IdTable } from "../records/id_table.ts";

/** Why a value is no id, as outcomes of {@linkcode Cells.intern}. */
export const NO_ID = -1;
/** The id is longer than MAX_ID_BYTES. */
export const ID_TOO_LONG = -2;
/** The id is not UTF-8. */
export const NOT_UTF8 = -3;

/** The values of one row, by column (0-based), whatever the table is stored as. */
export interface Cells {
  /** Returns the code of the id in a column, or why there is none, below 0. */
  intern(column: number, ids: IdTable): number;
  /** Returns the number in a column, or NaN. */
  number(column: number): number;
  /** Returns the time in a column, in seconds since 1970, or NaN. */
  time(column: number): number;
  /** Returns the text in a column without white space around it; "" if none. */
  text(column: number): string;
  /** Returns the texts in a column: a list, or a text cut at separators. */
  texts(column: number): string[];
}
