import type { Split } from "@kindred/core/artifact";
import { Finds } from "./_finds.ts";

/** Items without a training pair that have held-out ones. */
export interface UnseenItems {
  /** How many there are. */
  items: number;
  /** Items that have a held-out pair. */
  ofItems: number;
  /** Held-out pairs that have such an item. */
  pairs: Finds;
  /** Held-out pairs that are judged. */
  ofPairs: number;
}

/**
 * Counts the items that only held-out pairs have.
 *
 * @param split The pairs.
 * @param stays 1 for each validation pair that is judged, else 0.
 */
export function findUnseenItems(
  { itemCount, train, validation: { left, right, label } }: Split,
  stays: Uint8Array,
): UnseenItems {
  const trained = new Uint8Array(itemCount);
  for (let p = 0; p < train.left.length; p++) {
    trained[train.left[p]!] = 1;
    trained[train.right[p]!] = 1;
  }
  const asked = new Uint8Array(itemCount);
  const pairs = new Finds();
  let ofPairs = 0;
  for (let p = 0; p < left.length; p++) {
    if (label[p] !== 1 || stays[p] !== 1) continue;
    const [a, b] = [left[p]!, right[p]!];
    ofPairs++;
    asked[a] = 1;
    asked[b] = 1;
    if (trained[a] === 0 || trained[b] === 0) pairs.add(a, b);
  }
  let items = 0;
  let ofItems = 0;
  for (let i = 0; i < itemCount; i++) {
    if (asked[i] === 0) continue;
    ofItems++;
    if (trained[i] === 0) items++;
  }
  return { items, ofItems, pairs, ofPairs };
}
