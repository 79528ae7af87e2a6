/** Some rows in a row of a table: what one call, or one thread, works on. */
export interface RowRange {
  /** The first row, 0-based. */
  from: number;
  /** The row after the last; equal to `from` for none. */
  to: number;
}

/**
 * Checks that a range lies within a table.
 *
 * @param action What the caller is about to do, for the message: `solve rows`.
 * @param rows The range.
 * @param rowCount How many rows the table has.
 * @throws {RangeError} Unless `0 <= from <= to <= rowCount`, in whole numbers.
 */
export function checkRowRange(
  action: string,
  { from, to }: RowRange,
  rowCount: number,
): void {
  const whole = Number.isInteger(from) && Number.isInteger(to);
  if (!(whole && 0 <= from && from <= to && to <= rowCount)) {
    throw new RangeError(
      `Cannot ${action}: rows must be a range within [0, ${rowCount}], got [${from}, ${to})`,
    );
  }
}
