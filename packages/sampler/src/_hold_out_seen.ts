import type { Random, RowPairs } from "@kindred/core";
import { degreesOf } from "./_degrees_of.ts";
import { positions } from "./_positions.ts";
import { shuffleRows } from "./_shuffle_rows.ts";

/**
 * Marks pairs in random order until `wished` are marked, passing over those
 * without which an item would have no unmarked pair left.
 *
 * @returns 1 where marked, else 0, uint8, shape `[n]`; and how many pairs were
 * passed over until then.
 */
export function holdOutSeen(
  pairs: RowPairs,
  wished: number,
  random: Random,
): { heldOut: Uint8Array; spared: number } {
  const { left, right } = pairs;
  const unmarked = degreesOf(pairs);
  const heldOut = new Uint8Array(left.length);
  let marked = 0;
  let spared = 0;
  for (const p of shuffleRows(positions(left.length), random)) {
    if (marked === wished) break;
    const a = left[p]!;
    const b = right[p]!;
    if (unmarked[a]! < 2 || unmarked[b]! < 2) {
      spared++;
      continue;
    }
    unmarked[a]!--;
    unmarked[b]!--;
    heldOut[p] = 1;
    marked++;
  }
  return { heldOut, spared };
}
