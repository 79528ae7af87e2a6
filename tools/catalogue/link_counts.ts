import { type Relation, RELATIONS } from "@kindred/core";
import type { ProductLinks } from "./product_links.ts";
import { RELATION_BITS } from "./relation_bits.ts";

/** Sets of relations there are. */
const BIT_SETS = Object.values(RELATION_BITS).reduce<number>(
  (all, bit) => all | bit,
  0,
) + 1;

/** What a format shows of a catalogue's links, repeats counted. */
export interface LinkTotals {
  /** Ids named. */
  links: number;
  /** The same by relation. */
  linksByRelation: Record<Relation, number>;
  /** Links of a product to itself. */
  selfLinks: number;
  /** Links to products without a record. */
  danglingLinks: number;
}

/** Counts links by the set of relations that names them: one step a link. */
export class LinkCounts {
  readonly #all = new Float64Array(BIT_SETS);
  readonly #self = new Float64Array(BIT_SETS);
  readonly #dangling = new Float64Array(BIT_SETS);
  readonly #records: number;

  /** Prepares the counts of a catalogue of so many records. */
  constructor(records: number) {
    this.#records = records;
  }

  /** Counts the links of one product. */
  add(product: number, { targets, relations, length }: ProductLinks): void {
    for (let i = 0; i < length; i++) {
      const bits = relations[i]!;
      this.#all[bits]!++;
      if (targets[i]! >= this.#records) this.#dangling[bits]!++;
      else if (targets[i] === product) this.#self[bits]!++;
    }
  }

  /**
   * Returns the totals.
   *
   * @param shown For each relation of a format the bits that it shows.
   */
  totals(shown: Readonly<Partial<Record<Relation, number>>>): LinkTotals {
    const totals: LinkTotals = {
      links: 0,
      linksByRelation: {
        also_bought: 0,
        also_viewed: 0,
        bought_together: 0,
        buy_after_viewing: 0,
      },
      selfLinks: 0,
      danglingLinks: 0,
    };
    for (const relation of RELATIONS) {
      for (let bits = 0; bits < BIT_SETS; bits++) {
        if ((bits & (shown[relation] ?? 0)) === 0) continue;
        totals.linksByRelation[relation] += this.#all[bits]!;
        totals.selfLinks += this.#self[bits]!;
        totals.danglingLinks += this.#dangling[bits]!;
      }
      totals.links += totals.linksByRelation[relation];
    }
    return totals;
  }
}
