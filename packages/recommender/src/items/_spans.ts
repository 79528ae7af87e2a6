/** Bytes between two lines that are rather read than skipped. */
const NEAR_BYTES = 4096;

/** Bytes that are read at once, at most, unless one line is longer. */
const MOST_BYTES = 2 ** 20;

/** Lines of a file that are read at once. */
export interface Span {
  /** Rows of the lines that are wanted, ascending. */
  rows: number[];
  /** First byte. */
  from: number;
  /** The byte behind the last. */
  to: number;
}

/**
 * Returns what to read so that some lines are read in few parts.
 *
 * @param rows Rows of the lines, each once.
 * @param lineStart Where the line of a row begins, and thus the one before ends.
 */
export function spansOf(
  rows: Iterable<number>,
  lineStart: (row: number) => number,
): Span[] {
  const spans: Span[] = [];
  let last: Span | undefined;
  for (const row of [...rows].sort((a, b) => a - b)) {
    const from = lineStart(row), to = lineStart(row + 1);
    if (
      last !== undefined && from - last.to <= NEAR_BYTES &&
      to - last.from <= MOST_BYTES
    ) {
      last.rows.push(row);
      last.to = to;
    } else {
      last = { rows: [row], from, to };
      spans.push(last);
    }
  }
  return spans;
}
