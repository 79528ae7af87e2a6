import type { GoodsName } from "./goods.ts";
import type { IdKind } from "./item_ids.ts";

/** The size and the trade of a catalogue. */
export interface CatalogueShape {
  /** Products that have a record. */
  records: number;
  /** Products in at least one pair. */
  items: number;
  /**
   * Distinct unordered pairs of items, over all relations; met within 1 %, or
   * 5 pairs.
   */
  pairs: number;
  /**
   * Share of the links that name a product without a record; met within 0.02
   * where there are many links and the lists of 100 ids have room.
   */
  dangling: number;
  /** What is sold. */
  goods: GoodsName;
  /** How products are numbered. */
  ids: IdKind;
}

/** Catalogues of known size: two categories of the release of 2014. */
export const PRESETS = {
  electronics: {
    records: 498_196,
    items: 418_749,
    pairs: 4_005_262,
    dangling: 0.7,
    goods: "electronics",
    ids: "asin",
  },
  books: {
    records: 2_370_585,
    items: 1_948_370,
    pairs: 26_595_848,
    dangling: 0.6,
    goods: "books",
    ids: "isbn",
  },
} as const satisfies Readonly<Record<string, CatalogueShape>>;

/** A name in {@linkcode PRESETS}. */
export type PresetName = keyof typeof PRESETS;
