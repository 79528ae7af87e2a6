/**
 * Checks that a vector is a whole number of lanes.
 *
 * @param action What the caller is about to do, for the message: `solve rows`.
 * @param dimensions How many numbers a vector has.
 * @throws {RangeError} Unless that is a multiple of 4.
 */
export function expectDimensions(action: string, dimensions: number): void {
  if (dimensions % 4 !== 0) {
    throw new RangeError(
      `Cannot ${action} with SIMD: dimensions must be a multiple of 4, got ${dimensions}`,
    );
  }
}
