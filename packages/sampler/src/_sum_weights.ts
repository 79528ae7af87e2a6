/**
 * Returns the sum of weights, and how many are above 0.
 *
 * @param action What the caller is about to do, for the message.
 * @param weights Weights, shape `[n]`.
 * @throws {RangeError} If a weight is negative or not finite, or all are 0.
 */
export function sumWeights(
  action: string,
  weights: Float64Array,
): { total: number; positive: number } {
  let total = 0;
  let positive = 0;
  for (const [i, weight] of weights.entries()) {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(
        `Cannot ${action}: weights must be finite and >= 0, got ${weight} at ${i}`,
      );
    }
    total += weight;
    if (weight > 0) positive++;
  }
  if (!(total > 0)) {
    throw new RangeError(
      `Cannot ${action}: the weights must have a sum > 0, got ${total}`,
    );
  }
  return { total, positive };
}
