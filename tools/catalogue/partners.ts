import type { Clusters } from "./clusters.ts";
import { ItemRandom } from "./item_random.ts";
import { drawRank } from "./popularity.ts";
import { TargetSet } from "./target_set.ts";

/** Most products that one list names, as in the releases of the metadata. */
export const LIST_LIMIT = 100;

/** Standard deviation of the logarithm of how many items an item names. */
const LENGTH_SIGMA = 0.9;
/** Times the median that the most and the least popular item names. */
const LENGTH_BY_RANK = [1.7, 0.3] as const;
/** Shares of partners by where they are; the rest is near on the ring. */
const POPULAR = 0.15;
const IN_CLUSTER_ALIKE = 0.09;
const BEST_SELLER = 0.03;
/** Chance that the least popular items accept a neighbour on their ring. */
const LEAST_ACCEPTED = 0.15;
/** How many of the next clusters are like a cluster. */
const CLUSTERS_ALIKE = 3;
/** Draws for one partner before an item does with those it has. */
const TRIES = 12;

/**
 * The items that the record of an item names, one item at a time. They follow
 * from the item alone.
 *
 * Every item names another, its neighbour on the ring if need be, so all items
 * are in a pair. Between clusters the way is one: to the next clusters, and to
 * better sellers far away. So two items can name each other only within a
 * cluster, and pairs can be counted cluster by cluster.
 */
export class Partners {
  /** How many there are. */
  length = 0;
  /** The items named, most like first, none twice; uint32 `[length]`. */
  readonly items: Uint32Array = new Uint32Array(LIST_LIMIT);

  readonly #clusters: Clusters;
  readonly #scale: number;
  readonly #random: ItemRandom;
  readonly #seen = new TargetSet();
  #ringSteps = 0;

  /**
   * Prepares the partners of one catalogue.
   *
   * @param scale Median number of partners, more than 0.
   */
  constructor(
    clusters: Clusters,
    { scale, seed }: { scale: number; seed: number },
  ) {
    this.#clusters = clusters;
    this.#scale = scale;
    this.#random = new ItemRandom(seed, "partners");
  }

  /**
   * Draws the partners of an item.
   *
   * @param cluster The item's cluster.
   * @param variant Those of another record under its id, if not 0. Default 0.
   */
  draw(item: number, cluster: number, variant = 0): void {
    this.#random.begin(item, variant);
    this.#seen.clear();
    this.#ringSteps = 0;
    this.length = 0;
    const rank = item - this.#clusters.starts[cluster]!;
    const wanted = this.#drawLength(cluster, rank);
    for (let tries = 0; this.length < wanted && tries < TRIES; tries++) {
      const partner = this.#drawPartner(cluster, rank);
      if (partner < 0 || partner === item || !this.#seen.add(partner)) continue;
      this.items[this.length++] = partner;
      tries = 0;
    }
    if (this.length === 0) {
      this.items[this.length++] = this.#ringNeighbour(cluster, rank, 1);
    }
  }

  /** Popular items name more. */
  #drawLength(cluster: number, rank: number): number {
    const [most, least] = LENGTH_BY_RANK;
    const share = rank / this.#clusters.sizeOf(cluster);
    const median = this.#scale * (most + (least - most) * share);
    const length = median * this.#random.spread(LENGTH_SIGMA) +
      this.#random.float();
    return Math.min(LIST_LIMIT, Math.floor(length));
  }

  /** Returns an item, or -1 where the draw leads to none. */
  #drawPartner(cluster: number, rank: number): number {
    const random = this.#random;
    // What is most like the item comes first.
    let where = this.length === 0 ? 1 : random.float();
    if ((where -= BEST_SELLER) < 0) return this.#drawBestSeller(cluster, rank);
    if ((where -= IN_CLUSTER_ALIKE) < 0) return this.#drawFromAlike(cluster);
    if ((where -= POPULAR) < 0) {
      return this.#clusters.starts[cluster]! +
        drawRank(random, this.#clusters.sizeOf(cluster));
    }
    return this.#nextOnRing(cluster, rank);
  }

  /**
   * Walks outward along the ring, to both sides. Whether two items accept each
   * other is theirs together, so that one finds the other: most pairs that are
   * named from both sides are of this kind.
   */
  #nextOnRing(cluster: number, rank: number): number {
    const size = this.#clusters.sizeOf(cluster);
    const steps = ++this.#ringSteps;
    if (steps >= size) return -1;
    const distance = (steps + 1) >> 1;
    const isAhead = ((steps ^ rank) & 1) === 1;
    const item = this.#clusters.starts[cluster]! + rank;
    const partner = this.#ringNeighbour(
      cluster,
      rank,
      isAhead ? distance : -distance,
    );
    const worstRank = Math.max(item, partner) - this.#clusters.starts[cluster]!;
    const accepted = 1 - (1 - LEAST_ACCEPTED) * worstRank / size;
    return chanceOf(item, partner) < accepted ? partner : -1;
  }

  #ringNeighbour(cluster: number, rank: number, distance: number): number {
    return this.#clusters.starts[cluster]! +
      this.#clusters.rankAlongRing(cluster, rank, distance);
  }

  /** One way: clusters lead to the next ones, never to those before. */
  #drawFromAlike(cluster: number): number {
    const { count, starts } = this.#clusters;
    if (count <= 2 * CLUSTERS_ALIKE) return -1;
    const other = (cluster + 1 + this.#random.below(CLUSTERS_ALIKE)) % count;
    return starts[other]! +
      drawRank(this.#random, this.#clusters.sizeOf(other));
  }

  /** One way: best sellers lead to more famous ones only, others to any. */
  #drawBestSeller(cluster: number, rank: number): number {
    const { count, starts, byFame, fameOf } = this.#clusters;
    // A square, not drawRank's cube: the most famous must not be everywhere.
    const place = Math.floor(count * this.#random.float() ** 2);
    const other = byFame[place]!;
    const apart = Math.abs(other - cluster);
    // Near clusters are another way's.
    if (Math.min(apart, count - apart) <= CLUSTERS_ALIKE) return -1;
    if (rank === 0 && place > fameOf[cluster]!) return -1;
    return starts[other]!;
  }
}

/** Returns a number in `[0, 1)` that belongs to two items, in either order. */
function chanceOf(a: number, b: number): number {
  let word = Math.imul(Math.min(a, b), 0x9e3779b1) ^
    Math.imul(Math.max(a, b), 0x85ebca77);
  word = Math.imul(word ^ (word >>> 15), 0xc2b2ae35);
  return ((word ^ (word >>> 13)) >>> 0) / 2 ** 32;
}
