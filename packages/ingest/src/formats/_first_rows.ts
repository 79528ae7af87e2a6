import { type Delimiter, RowReader } from "../tables/row_reader.ts";

export type { Delimiter };

/** Rows that are enough to see what a table is. */
const ROWS = 10;

/**
 * Returns the values of the first rows of a table, at most ten, comments and
 * blank lines left out; the last row of `head` may be cut short.
 *
 * @param head The first bytes of the table.
 * @param delimiter What separates values.
 */
export function firstRows(head: Uint8Array, delimiter: Delimiter): string[][] {
  const decoder = new TextDecoder();
  const rows: string[][] = [];
  const reader = new RowReader(delimiter, {
    row({ bytes, starts, ends, doubled, count }) {
      if (rows.length === ROWS) return;
      rows.push(Array.from({ length: count }, (_, c) => {
        const text = decoder.decode(bytes.subarray(starts[c], ends[c]));
        return doubled[c] === 1 ? text.replaceAll('""', '"') : text;
      }));
    },
    fault() {},
  });
  reader.push(head);
  reader.end();
  return rows;
}
