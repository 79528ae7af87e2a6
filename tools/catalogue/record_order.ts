import { createRandom } from "@kindred/core";
import type { ItemIds } from "./item_ids.ts";
import { Permutation } from "./permutation.ts";

/** Orders of the records. */
export const ORDERS = ["shuffled", "sorted"] as const;

/** One of {@linkcode ORDERS}: by chance, or by id as the releases are. */
export type OrderName = typeof ORDERS[number];

/** Stream of the order of the records. */
const STREAM = 3;

/**
 * Returns the function from a record's place in the file to its product.
 * Sorting by id takes 4 bytes a record, chance takes none.
 */
export function recordOrder(
  name: OrderName,
  records: number,
  ids: ItemIds,
  seed: number,
): (place: number) => number {
  if (name === "shuffled") {
    const order = new Permutation(records, createRandom(seed, STREAM));
    return (place) => order.apply(place);
  }
  const idPlaces = new Uint32Array(records);
  for (let product = 0; product < records; product++) {
    idPlaces[product] = ids.placeOf(product);
  }
  idPlaces.sort();
  return (place) => ids.itemAt(idPlaces[place]!);
}
