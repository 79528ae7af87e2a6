import type { ItemRandom } from "./item_random.ts";

/**
 * Draws a popularity rank, 0 the most popular: rank r comes in proportion to
 * r^(-2/3), as the cube of a uniform number does. How often products are drawn
 * then falls off as a power law of exponent 2.5, up to a greatest number.
 *
 * @param count How many ranks there are.
 */
export function drawRank(random: ItemRandom, count: number): number {
  const uniform = random.float();
  return Math.floor(count * uniform * uniform * uniform);
}
