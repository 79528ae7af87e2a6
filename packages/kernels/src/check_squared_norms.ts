import type { EmbeddingTable } from "@kindred/core";

/**
 * Checks what a version of the squared norms is given, whichever it is.
 *
 * @param table The vectors, shape `[n, d]`.
 * @param out Where the norms shall go, shape `[n]`.
 * @throws {RangeError} If `out` has another length.
 */
export function checkSquaredNorms(
  { itemCount }: EmbeddingTable,
  out: Float32Array,
): void {
  if (out.length !== itemCount) {
    throw new RangeError(
      `Cannot take squared norms: out must have length ${itemCount}, got ${out.length}`,
    );
  }
}
