import type { RowRange } from "@kindred/kernels";

/** Rows in a piece of work that goes row by row. */
const CHUNK_ROWS = 512;

/** Returns how many pieces the rows of a table make. */
export function rowChunks(itemCount: number): number {
  return Math.ceil(itemCount / CHUNK_ROWS);
}

/** Returns the rows of one piece. */
export function rowChunk(piece: number, itemCount: number): RowRange {
  const from = piece * CHUNK_ROWS;
  return { from, to: Math.min(itemCount, from + CHUNK_ROWS) };
}
