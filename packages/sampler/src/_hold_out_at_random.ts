import type { Random } from "@kindred/core";
import { positions } from "./_positions.ts";
import { shuffleRows } from "./_shuffle_rows.ts";

/**
 * Marks `wished` of `n` positions, every choice as likely: those that a shuffle
 * brings to the front.
 *
 * @returns 1 where marked, else 0, uint8, shape `[n]`.
 */
export function holdOutAtRandom(
  n: number,
  wished: number,
  random: Random,
): Uint8Array {
  const order = shuffleRows(positions(n), random, wished);
  const heldOut = new Uint8Array(n);
  for (let i = 0; i < wished; i++) heldOut[order[i]!] = 1;
  return heldOut;
}
