import { createRandom } from "@kindred/core";

/**
 * Returns rows to look at: all where there are few, else the first, the last and
 * others drawn at random, always the same ones.
 *
 * @param itemCount How many rows there are.
 * @param size How many are wanted at most.
 */
export function sampleRows(itemCount: number, size: number): Uint32Array {
  if (itemCount <= size) {
    return Uint32Array.from({ length: itemCount }, (_, i) => i);
  }
  const random = createRandom(0);
  return Uint32Array.from({ length: size }, (_, s) => {
    if (s === 0) return 0;
    return s === 1 ? itemCount - 1 : random.below(itemCount);
  });
}
