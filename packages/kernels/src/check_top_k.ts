/**
 * Checks how many of the best are asked for, whichever version it is.
 *
 * @param k How many.
 * @throws {RangeError} Unless a whole number >= 0.
 */
export function checkTopK(k: number): void {
  if (!Number.isInteger(k) || k < 0) {
    throw new RangeError(
      `Cannot take the top k: k must be a whole number >= 0, got ${k}`,
    );
  }
}
