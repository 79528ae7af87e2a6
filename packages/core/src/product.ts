import type { ItemId } from "./item_vocabulary.ts";

/** One item of a catalogue, as far as its source describes it. */
export interface Product {
  /** Its id, unique in the catalogue. */
  id: ItemId;
  /** Its title, or null where the source gives none. */
  title: string | null;
  /** Its brand, or null where the source gives none. */
  brand: string | null;
  /** Its price in the source's currency, or null where the source gives none. */
  price: number | null;
  /** Its category paths, each from general to special joined by `" > "`. */
  categories: readonly string[];
}
