import { degreesOf, type NeighbourLists } from "../neighbour_lists.ts";

/** What a list of items is like, whoever it is for. */
export interface ListQuality {
  /** Mean number of training neighbours. */
  popularity: number;
  /** Mean self-information, in bits. */
  novelty: number;
  /** 1 less the mean cosine between two of its items; 0 for a single one. */
  diversity: number;
}

/**
 * Returns a function that describes a list, rows of items best first, at least
 * one, for each of some ascending numbers of first items (all, where the list
 * has fewer). It takes the time of the sum of the items' degrees: the cosines
 * between a row of length 1 and many others are its product with their sum.
 *
 * @param known The training neighbours, by which items are described: an item's
 * row is 1 at its neighbours and 0 elsewhere.
 */
export function listQuality(
  known: NeighbourLists,
): (items: Uint32Array, ks: readonly number[]) => ListQuality[] {
  const { start, partner } = known;
  const degrees = degreesOf(known);
  const ends = Math.max(1, partner.length);
  // Sum of the rows of the items so far, each of length 1 where it is not empty;
  // all 0 between calls.
  const sum = new Float64Array(degrees.length);

  /** The dot product of an item's row and the sum, to which it is then added. */
  const addRow = (item: number): number => {
    const value = 1 / Math.sqrt(degrees[item]!);
    let dot = 0;
    for (let at = start[item]!; at < start[item + 1]!; at++) {
      const column = partner[at]!;
      dot += sum[column]!;
      sum[column]! += value;
    }
    return dot * value;
  };
  const clearRow = (item: number): void => {
    for (let at = start[item]!; at < start[item + 1]!; at++) {
      sum[partner[at]!] = 0;
    }
  };

  return (items, ks) => {
    const qualities: ListQuality[] = [];
    let n = 0, popularity = 0, bits = 0, cosines = 0;
    for (const k of ks) {
      for (; n < Math.min(k, items.length); n++) {
        const item = items[n]!;
        const degree = degrees[item]!;
        popularity += degree;
        bits += Math.log2(ends / Math.max(1, degree));
        if (degree > 0) cosines += addRow(item);
      }
      qualities.push({
        popularity: popularity / n,
        novelty: bits / n,
        diversity: n > 1 ? 1 - cosines / (n * (n - 1) / 2) : 0,
      });
    }
    for (const item of items) clearRow(item);
    return qualities;
  };
}
