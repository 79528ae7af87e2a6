import type { Clusters } from "./clusters.ts";
import { ItemRandom } from "./item_random.ts";
import { LIST_LIMIT, type Partners } from "./partners.ts";
import { drawRank } from "./popularity.ts";
import { RELATION_BITS } from "./relation_bits.ts";
import { TargetSet } from "./target_set.ts";

/** Products in no pair whose record has no `related` at all. */
const UNRELATED = 0.5;
/** Median products that the others of these name, and its spread. */
const LONE_LENGTH = 8;
const LONE_SIGMA = 0.9;
/** Records that name their own product, and that name one twice. */
const SELF_LINKED = 1e-4;
const REPEATING = 1e-4;

/** Shares of records with only an also-bought, or only an also-viewed list. */
const ONLY_BOUGHT = 0.25;
const ONLY_VIEWED = 0.06;
/** Of a record with both: targets in the one list alone, the rest are in both. */
const BOUGHT_ALONE = 0.6;
const VIEWED_ALONE = 0.22;
/** Shares of records with the short lists, and the longest of each. */
const WITH_TOGETHER = 0.55;
const TOGETHER_LIMIT = 2;
const WITH_AFTER_VIEWING = 0.65;
const AFTER_VIEWING_LIMIT = 4;
/** Chance that one of the first targets is bought after viewing. */
const AFTER_VIEWING = 0.7;

/**
 * What a record names, one product at a time: an item its partners, and every
 * product others that have no record. Between them they are strongest first.
 */
export class ProductLinks {
  /** How many links, at most {@linkcode LIST_LIMIT} and two. */
  length = 0;
  /** Products named; uint32 `[length]`. */
  readonly targets: Uint32Array = new Uint32Array(LIST_LIMIT + 2);
  /** Which lists name each, {@linkcode RELATION_BITS}; uint8 `[length]`. */
  readonly relations: Uint8Array = new Uint8Array(LIST_LIMIT + 2);

  readonly #clusters: Clusters;
  readonly #partners: Partners;
  readonly #unknownPerKnown: number;
  readonly #random: ItemRandom;
  readonly #seen = new TargetSet();

  /**
   * Prepares the links of one catalogue.
   *
   * @param unknownPerKnown How many products without a record are named for
   * each partner, about: lists are cut at {@linkcode LIST_LIMIT}.
   */
  constructor(
    clusters: Clusters,
    partners: Partners,
    { unknownPerKnown, seed }: { unknownPerKnown: number; seed: number },
  ) {
    this.#clusters = clusters;
    this.#partners = partners;
    this.#unknownPerKnown = unknownPerKnown;
    this.#random = new ItemRandom(seed, "links");
  }

  /**
   * Draws what the record of a product names.
   *
   * @param variant Another record under the same id, if not 0. Default 0.
   */
  draw(product: number, variant = 0): void {
    const random = this.#random;
    const cluster = this.#clusters.clusterOf(product);
    const partners = this.#partners;
    random.begin(product, variant);
    this.length = 0;
    let known = 0;
    if (product < this.#clusters.items) {
      partners.draw(product, cluster, variant);
      known = partners.length;
    } else if (random.chance(UNRELATED)) {
      return;
    }
    this.#seen.clear();
    let unknown = this.#drawUnknownCount(known);
    const drawRelations = this.#beginRelations();
    while (known + unknown > 0) {
      if (random.below(known + unknown) < known) {
        const partner = partners.items[partners.length - known--]!;
        this.#add(partner, drawRelations());
        continue;
      }
      unknown--;
      const target = this.#drawUnknown(cluster);
      if (this.#seen.add(target)) this.#add(target, drawRelations());
    }
    if (this.length > 0) this.#addOddities(product);
  }

  #drawUnknownCount(known: number): number {
    const random = this.#random;
    const like = known > 0 ? known : LONE_LENGTH * random.spread(LONE_SIGMA);
    const wanted = like * this.#unknownPerKnown * (0.4 + 1.2 * random.float());
    return Math.min(LIST_LIMIT - known, Math.floor(wanted + random.float()));
  }

  #drawUnknown(cluster: number): number {
    const count = this.#clusters.unknownOf(cluster);
    return this.#clusters.unknownAt(cluster, drawRank(this.#random, count));
  }

  /**
   * Draws which lists a record has, and returns what draws the lists that name
   * its next target. What is bought together or after viewing is among the
   * first that are also bought, or viewed.
   */
  #beginRelations(): () => number {
    const random = this.#random;
    const { also_bought, bought_together, buy_after_viewing } = RELATION_BITS;
    const only = random.float();
    let together = random.chance(WITH_TOGETHER)
      ? 1 + random.below(TOGETHER_LIMIT)
      : 0;
    let afterViewing = random.chance(WITH_AFTER_VIEWING)
      ? 1 + random.below(AFTER_VIEWING_LIMIT)
      : 0;
    return () => {
      let bits = drawLongLists(random, only);
      if (together > 0 && (bits & also_bought) !== 0) {
        bits |= bought_together;
        together--;
      }
      if (afterViewing > 0 && random.chance(AFTER_VIEWING)) {
        bits |= buy_after_viewing;
        afterViewing--;
      }
      return bits;
    };
  }

  /** Adds what few records have: a link to itself, a link that is there. */
  #addOddities(product: number): void {
    const { also_bought, also_viewed } = RELATION_BITS;
    const relations = this.relations[0]! & (also_bought | also_viewed);
    if (this.#random.chance(SELF_LINKED)) this.#add(product, relations);
    if (this.#random.chance(REPEATING)) this.#add(this.targets[0]!, relations);
  }

  #add(target: number, relations: number): void {
    this.targets[this.length] = target;
    this.relations[this.length++] = relations;
  }
}

/**
 * Draws which of the two long lists name a target.
 *
 * @param only The record's number in `[0, 1)`: whether it has both lists.
 */
function drawLongLists(random: ItemRandom, only: number): number {
  const { also_bought, also_viewed } = RELATION_BITS;
  if (only < ONLY_BOUGHT) return also_bought;
  if (only < ONLY_BOUGHT + ONLY_VIEWED) return also_viewed;
  const share = random.float();
  if (share < BOUGHT_ALONE) return also_bought;
  if (share < BOUGHT_ALONE + VIEWED_ALONE) return also_viewed;
  return also_bought | also_viewed;
}
