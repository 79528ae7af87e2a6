import { MODEL_FILES } from "@kindred/core";
import type { ModelSource } from "@kindred/recommender";

/** What storing the model in one precision costs and loses. */
export interface PrecisionRow {
  /** Which, such as `int8`. */
  precision: string;
  /** Length of the weights in bytes. */
  bytes: number;
  /** Median time of one exact answer on one thread, in milliseconds. */
  milliseconds: number;
  /** Share of the ten neighbours of f32 that are lost, in `[0, 1]`. */
  lostRecallAt10: number;
}

/**
 * Reads the table of precisions of a model; empty where it has none that can be read.
 *
 * @param source The model's files, or null.
 */
export async function readPrecisions(
  source: ModelSource | null,
): Promise<PrecisionRow[]> {
  const name = MODEL_FILES.precision;
  const size = await source?.size(name) ?? null;
  if (source === null || size === null) return [];
  let rows: unknown;
  try {
    const bytes = await source.read(name, 0, size);
    rows = JSON.parse(new TextDecoder().decode(bytes))?.precisions;
  } catch {
    // A page without a table is better than none.
    return [];
  }
  return Array.isArray(rows) ? rows.filter(isPrecisionRow) : [];
}

function isPrecisionRow(row: unknown): row is PrecisionRow {
  if (typeof row !== "object" || row === null) return false;
  const { precision, bytes, milliseconds, lostRecallAt10 } = row as Partial<
    PrecisionRow
  >;
  return typeof precision === "string" &&
    [bytes, milliseconds, lostRecallAt10].every((one) =>
      typeof one === "number"
    );
}
