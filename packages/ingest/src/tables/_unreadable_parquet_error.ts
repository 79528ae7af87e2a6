import { KindredError } from "@kindred/core";

/**
 * Returns the error to throw for one that reading a Parquet file threw: a sentence
 * where the file is at fault; the same error where it has its words already, where
 * memory is too small, or where somebody stopped the work.
 *
 * @param source What the file is called in messages.
 * @param cause What was thrown.
 */
export function unreadableParquetError(
  source: string,
  cause: unknown,
): unknown {
  if (!(cause instanceof Error) || cause instanceof KindredError) return cause;
  const reason = cause.message.split("\n", 1)[0]!;
  if (/^(Out of Memory|INTERRUPT) Error/.test(reason)) return cause;
  return new KindredError(
    `Cannot read "${source}": it must be a whole Parquet file, got: ${reason}`,
    { cause },
  );
}
