/**
 * Returns a probability after its odds were multiplied, so that it stays in
 * `[0, 1]`: `f p / (1 - p + f p)`.
 *
 * @param probability The probability before, `p`.
 * @param factor What the odds are multiplied with, `f`, above 0.
 *
 * @example
 * ```ts
 * import { boosted } from "@kindred/recommender";
 * import assert from "node:assert/strict";
 *
 * assert.equal(boosted(0.5, 3), 0.75); // Odds of 1 to 1 become 3 to 1.
 * assert.equal(boosted(1, 0.5), 1); // What is sure stays so.
 * ```
 */
export function boosted(probability: number, factor: number): number {
  if (factor === 1) return probability;
  const raised = factor * probability;
  // Between 0 and 1 even where the product is beyond the numbers.
  return raised === Infinity ? 1 : raised / (1 - probability + raised);
}
