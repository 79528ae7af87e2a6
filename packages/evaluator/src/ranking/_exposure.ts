import type { RankedItems } from "@kindred/kernels";

/** How the catalogue's items share the first places of all lists. */
export interface Exposure {
  /** Share of the items that are in somebody's list. */
  coverage: number;
  /** Gini index of the number of lists that each item is in. */
  gini: number;
}

/**
 * Returns how the first places are shared.
 *
 * @param ranked The lists.
 * @param itemCount How many items there are.
 * @param ks How many places count, ascending; the lists have room for the last.
 * @returns For each of `ks`.
 */
export function exposureAt(
  ranked: RankedItems,
  itemCount: number,
  ks: readonly number[],
): Exposure[] {
  const { items, count } = ranked;
  const room = ks.at(-1)!;
  const lists = new Uint32Array(itemCount);
  let counted = 0;
  return ks.map((k) => {
    for (let q = 0; q < count.length; q++) {
      const end = Math.min(k, count[q]!);
      for (let place = counted; place < end; place++) {
        lists[items[q * room + place]!]!++;
      }
    }
    counted = k;
    const exposed = lists.filter((n) => n > 0).sort();
    return {
      coverage: exposed.length / itemCount,
      gini: giniOf(exposed, itemCount),
    };
  });
}

/** The Gini index of `n` counts: the given ones, ascending, and zeros. */
function giniOf(counts: Uint32Array, n: number): number {
  const zeros = n - counts.length;
  let total = 0, weighted = 0;
  for (const [i, count] of counts.entries()) {
    total += count;
    weighted += (2 * (zeros + i + 1) - n - 1) * count;
  }
  return weighted / ((n - 1) * total);
}
