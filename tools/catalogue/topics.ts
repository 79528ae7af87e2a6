import { createRandom } from "@kindred/core";
import type { Goods, Topic } from "./goods.ts";

/** Stream of the topics: each cluster has its own, from here on. */
const STREAM = 1 << 30;
/** Makers whose products are found in one cluster. */
const BRANDS_PER_TOPIC = 8;
/** Chance that a maker is one of the shop's large ones, found in many clusters. */
const LARGE_BRAND = 0.3;
/** How many large makers there are. */
const LARGE_BRANDS = 40;

/** What a cluster's products are about, with the path that files them. */
export interface ClusterTopic extends Topic {
  /** From the root to the finer kind, two to four names. */
  path: readonly string[];
}

/** The topics of all clusters, made when first asked for. */
export class Topics {
  readonly #goods: Goods;
  readonly #clusterCount: number;
  readonly #seed: number;
  readonly #topics: (ClusterTopic | undefined)[] = [];

  /** Prepares the topics of one catalogue. */
  constructor(goods: Goods, clusterCount: number, seed: number) {
    this.#goods = goods;
    this.#clusterCount = clusterCount;
    this.#seed = seed;
  }

  /** Returns the topic of a cluster; near clusters share a department. */
  of(cluster: number): ClusterTopic {
    return this.#topics[cluster] ??= this.#make(cluster);
  }

  #make(cluster: number): ClusterTopic {
    const { root, departments, narrowing } = this.#goods;
    const random = createRandom(this.#seed, STREAM + cluster);
    const department = departments[
      Math.floor(cluster * departments.length / this.#clusterCount)
    ]!;
    const kind = department.kinds[random.below(department.kinds.length)]!;
    const narrowKind = `${narrowing[random.below(narrowing.length)]} ${kind}`;
    const depth = 2 + random.below(3);
    return {
      kind,
      narrowKind,
      path: [root, department.name, kind, narrowKind].slice(0, depth),
      brands: Array.from({ length: BRANDS_PER_TOPIC }, () => {
        const isLarge = random.float() < LARGE_BRAND;
        return this.#brand(
          isLarge ? random.below(LARGE_BRANDS) : random.uint32(),
        );
      }),
    };
  }

  /** Returns the name of a maker by its number, not all different. */
  #brand(number: number): string {
    const { brandStarts, brandEnds } = this.#goods;
    const random = createRandom(number);
    const end = brandEnds[random.below(brandEnds.length)]!;
    const start = brandStarts[random.below(brandStarts.length)]!;
    // One in two has a third syllable: enough names for thousands of makers.
    if (random.below(2) === 0) return start + end;
    return start + "aeio"[random.below(4)]! + "lmnrst"[random.below(6)]! + end;
  }
}
