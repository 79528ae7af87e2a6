// Random catalogues with their probabilities in plain arithmetic, for tests only.
import { createRandom, type ModelItem } from "@kindred/core";
import { createRecommender } from "./create_recommender.ts";
import type { Engine, EngineQuery } from "./engines/engine.ts";
import { listsEngine } from "./engines/lists_engine.ts";
import { vectorLikeness } from "./engines/_vector_likeness.ts";
import type { NeighbourLists } from "./lists/neighbour_lists.ts";

/** Numbers in a vector. */
const DIMENSIONS = 4;

/** A catalogue whose probabilities are known. */
export interface World {
  items: ModelItem[];
  /** float32, shape `[items, 4]`. */
  vectors: Float32Array;
  /** The probability that a row goes with a basket, weights being parts of 1. */
  probability(
    rows: ArrayLike<number>,
    weights: ArrayLike<number>,
    other: number,
  ): number;
}

/** Makes a catalogue; every ninth item or so is untrained, some know little. */
export function randomWorld(itemCount: number, seed: number): World {
  const random = createRandom(seed, 0);
  const vectors = Float32Array.from(
    { length: itemCount * DIMENSIONS },
    () => 3 * random.float() - 1.5,
  );
  const items = Array.from({ length: itemCount }, (_, row): ModelItem => ({
    id: row === 0 ? "__proto__" : `item-${row}`,
    title: `Title ${row}`,
    brand: random.below(5) === 0 ? null : `brand ${random.below(6)}`,
    price: random.below(5) === 0 ? null : random.below(100),
    categories: random.below(6) === 0
      ? []
      : [`Shop > Aisle ${random.below(4)} > Shelf ${random.below(3)}`, "All"],
    pairs: row > 0 && random.below(9) === 0 ? 0 : 1 + random.below(9),
  }));
  return {
    items,
    vectors,
    probability(rows, weights, other) {
      let logit = 0;
      for (let i = 0; i < rows.length; i++) {
        for (let d = 0; d < DIMENSIONS; d++) {
          logit += weights[i]! * vectors[rows[i]! * DIMENSIONS + d]! *
            vectors[other * DIMENSIONS + d]!;
        }
      }
      // Single precision, as all engines answer.
      return Math.fround(1 / (1 + Math.exp(-logit)));
    },
  };
}

/** All other trained rows with their probabilities, best first. */
export function ranking(
  { items, probability }: World,
  rows: ArrayLike<number>,
  weights: ArrayLike<number>,
): { row: number; probability: number }[] {
  const basket = new Set(Array.from(rows));
  return items.map((_, row) => row)
    .filter((row) => items[row]!.pairs > 0 && !basket.has(row))
    .map((row) => ({ row, probability: probability(rows, weights, row) }))
    .sort((a, b) => b.probability - a.probability || a.row - b.row);
}

/** An engine that is right, and what it was asked. */
export function plainEngine(
  world: World,
): Engine & { readonly asked: EngineQuery[] } {
  const asked: EngineQuery[] = [];
  return {
    name: "plain",
    asked,
    neighbours(query) {
      asked.push(query);
      const out = new Set(query.excluded);
      const all = ranking(world, query.rows, query.weights)
        .filter(({ row }) => !out.has(row));
      const found = all.slice(0, query.k);
      return Promise.resolve({
        rows: Uint32Array.from(found, ({ row }) => row),
        probabilities: Float32Array.from(found, ({ probability: p }) => p),
        exact: true,
        rest: found.length < all.length ? "more" : "none",
      });
    },
    probabilities: (left, right) =>
      Promise.resolve(
        Float32Array.from(
          left,
          (row, i) => world.probability([row], [1], right[i]!),
        ),
      ),
    likeness: (rows) =>
      Promise.resolve(vectorLikeness(
        Float32Array.from([...rows].flatMap((row) => [
          ...world.vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS),
        ])),
        DIMENSIONS,
      )),
    close: () => Promise.resolve(),
  };
}

/** The lists of a catalogue, n neighbours each. */
export function plainLists(world: World, n: number): NeighbourLists {
  return {
    itemCount: world.items.length,
    n,
    list(row, k = n) {
      const found = world.items[row]!.pairs === 0
        ? []
        : ranking(world, [row], [1]).slice(0, k);
      return Promise.resolve({
        rows: Uint32Array.from(found, ({ row }) => row),
        probabilities: Float32Array.from(found, ({ probability: p }) => p),
      });
    },
  };
}

/** A recommender over a catalogue: with lists of n where n is given, and plain. */
export function recommenderOf(world: World, n?: number) {
  const plain = plainEngine(world);
  return createRecommender({
    items: world.items,
    engines: n === undefined
      ? [plain]
      : [listsEngine(plainLists(world, n)), plain],
    dimensions: DIMENSIONS,
  });
}
