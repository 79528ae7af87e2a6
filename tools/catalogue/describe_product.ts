import type { Clusters } from "./clusters.ts";
import type { Goods } from "./goods.ts";
import { ItemRandom } from "./item_random.ts";
import { drawPhrase } from "./phrases.ts";
import { drawRank } from "./popularity.ts";
import { Topics } from "./topics.ts";

/** Standard deviation of the logarithm of a price, and of a description's length. */
const PRICE_SIGMA = 0.9;
const LENGTH_SIGMA = 0.6;
/** Most phrases of a description. */
const PHRASE_LIMIT = 80;
/** Share of products that are filed in a second place. */
const FILED_TWICE = 0.2;
/** Chance that a product without a brand has an empty one. */
const EMPTY_BRAND = 0.2;

const NAME_CHARACTERS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** What a record says of a product itself; `null` where it says nothing. */
export interface ProductText {
  /** Its title. */
  title: string | null;
  /** Its maker, empty in some records. */
  brand: string | null;
  /** In cents, at least 1. */
  priceCents: number | null;
  /** Place among the sales of the shop, 1 the best. */
  salesRank: number | null;
  /** Name of the picture's file. */
  image: string | null;
  /** Phrases of the description, indices; empty where there is none. */
  phrases: readonly number[];
  /** Paths that file it, general to special. */
  paths: readonly (readonly string[])[];
  /** A number that decides what is left to a format, such as its key order. */
  habit: number;
}

/** Makes up what the records say of products. */
export class ProductTexts {
  readonly #goods: Goods;
  readonly #clusters: Clusters;
  readonly #topics: Topics;
  readonly #random: ItemRandom;

  /** Prepares the texts of one catalogue. */
  constructor(goods: Goods, clusters: Clusters, seed: number) {
    this.#goods = goods;
    this.#clusters = clusters;
    this.#topics = new Topics(goods, clusters.count, seed);
    this.#random = new ItemRandom(seed, "text");
  }

  /** Returns what a record of the product says; another variant, other words. */
  describe(product: number, variant = 0): ProductText {
    const { rates, price } = this.#goods;
    const random = this.#random;
    random.begin(product, variant);
    const cluster = this.#clusters.clusterOf(product);
    const topic = this.#topics.of(cluster);
    const brand = topic.brands[drawRank(random, topic.brands.length)]!;
    return {
      title: random.chance(rates.title)
        ? this.#goods.title(topic, brand, random)
        : null,
      brand: random.chance(rates.brand)
        ? brand
        : random.chance(EMPTY_BRAND)
        ? ""
        : null,
      priceCents: random.chance(rates.price)
        ? Math.max(1, Math.round(100 * price * random.spread(PRICE_SIGMA)))
        : null,
      salesRank: random.chance(rates.salesRank)
        ? this.#salesRank(product, cluster)
        : null,
      image: random.chance(rates.imUrl) ? this.#image() : null,
      phrases: random.chance(rates.description) ? this.#phrases() : [],
      paths: this.#paths(cluster),
      habit: random.below(2 ** 16),
    };
  }

  /** A popular product of any cluster sells well; the rest is chance. */
  #salesRank(product: number, cluster: number): number {
    const { starts, records } = this.#clusters;
    const size = this.#clusters.sizeOf(cluster);
    const rank = Math.min(size - 1, product - starts[cluster]!);
    return 1 + Math.floor((rank + this.#random.float()) / size * records);
  }

  #image(): string {
    let name = "51";
    for (let i = 0; i < 9; i++) {
      name += NAME_CHARACTERS[this.#random.below(NAME_CHARACTERS.length)];
    }
    return name;
  }

  #phrases(): number[] {
    const { sentenceCount } = this.#goods;
    const length = Math.min(
      PHRASE_LIMIT,
      Math.ceil(sentenceCount * this.#random.spread(LENGTH_SIGMA)),
    );
    const phrases: number[] = [];
    for (let i = 0; i < length; i++) {
      phrases.push(drawPhrase(this.#goods, this.#random));
    }
    return phrases;
  }

  #paths(cluster: number): (readonly string[])[] {
    const { kind, path } = this.#topics.of(cluster);
    if (!this.#random.chance(FILED_TWICE)) return [path];
    const beside = this.#topics.of((cluster + 1) % this.#clusters.count);
    return beside.kind === kind ? [path] : [path, beside.path];
  }
}
