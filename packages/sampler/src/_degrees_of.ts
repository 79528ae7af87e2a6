import { countPairs, type RowPairs } from "@kindred/core";

/** Returns how many pairs hold each row, uint32, shape `[largest row + 1]`. */
export function degreesOf(pairs: RowPairs): Uint32Array {
  let largest = 0;
  for (const row of pairs.left) if (row > largest) largest = row;
  for (const row of pairs.right) if (row > largest) largest = row;
  return countPairs(pairs, largest + 1);
}
