/** Returns a count for people: 412, 24,427, 1.2M. */
export function formatCount(count: number): string {
  if (count >= 1e7) return `${(count / 1e6).toFixed(1)}M`;
  return Math.round(count).toLocaleString("en");
}

/** Returns a count with its unit for people; bytes as 93 bytes, 12 MB, 1.3 GB. */
export function formatAmount(count: number, unit: string): string {
  if (unit !== "bytes") return `${formatCount(count)} ${unit}`;
  if (count >= 9.95e8) return `${(count / 1e9).toFixed(1)} GB`;
  if (count >= 9.95e5) return `${formatCount(count / 1e6)} MB`;
  return count >= 1e3
    ? `${formatCount(count / 1e3)} kB`
    : `${formatCount(count)} bytes`;
}

/** Returns a time span for people: 0.4 s, 12 s, 3 min 05 s. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${
    String(whole % 60).padStart(2, "0")
  } s`;
}

/** Returns `one` or `many` behind a count: 1 item, 2 items. */
export function formatCounted(
  count: number,
  one: string,
  many = `${one}s`,
): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Characters that would move the cursor or forge lines on a terminal. */
// deno-lint-ignore no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** Returns a text of the catalogue so that it can do nothing to a terminal. */
export function plainText(text: string): string {
  return text.replace(CONTROL, "\ufffd");
}

/**
 * Returns rows as aligned lines. The first row is the heading; columns whose
 * other cells are all numbers are aligned to the right.
 *
 * @param rows Equally long rows of texts, at least one.
 */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  const [heading, ...body] = rows;
  const widths = heading!.map((_, c) =>
    Math.max(...rows.map((row) => [...row[c]!].length))
  );
  const numeric = heading!.map((_, c) =>
    body.every((row) => /^[-+]?[\d,.]*%?$/.test(row[c]!))
  );
  return rows.map((row) =>
    row.map((cell, c) => {
      const fill = " ".repeat(widths[c]! - [...cell].length);
      return numeric[c] ? fill + cell : cell + fill;
    }).join("  ").trimEnd()
  );
}
