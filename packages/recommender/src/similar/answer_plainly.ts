import { isInRange } from "@kindred/core";
import type { Basket } from "../basket.ts";
import type { SimilarItems, SimilarItemsOptions } from "../recommender.ts";
import { COUNT_RANGE, isObject } from "../rules/rules.ts";
import type { Answering } from "./similar_items.ts";

const WHOLE_WEIGHT = Float32Array.of(1);

const NO_ROWS = new Uint32Array();

/**
 * Answers what is asked most: an item alone, without rules, of an engine that prefers
 * one. It gives what `similarItems()` gives, in a tenth of the time where the engine's
 * answer comes at once, and leaves to it whatever is not as plain.
 *
 * @param answering What answers are made from.
 * @param basket What is asked for.
 * @param options The settings.
 * @returns The answer, or null.
 */
export async function answerPlainly(
  { catalogue: { store }, engines }: Answering,
  basket: Basket,
  options: SimilarItemsOptions,
): Promise<SimilarItems | null> {
  if (typeof basket !== "string") return null;
  const k = plainCount(options);
  if (k === null) return null;
  const row = await store.indexOf(basket);
  if (row === undefined || store.pairs[row] === 0) return null;
  const engine = await engines.first();
  if (engine === null || engine.prefersOne !== true) return null;
  const { rows, probabilities, exact } = await engine.neighbours({
    rows: Uint32Array.of(row),
    weights: WHOLE_WEIGHT,
    excluded: NO_ROWS,
    k,
  });
  if (rows.length < k) return null;
  for (const found of rows) if (store.pairs[found] === 0) return null;
  const items = await store.items(rows);
  return {
    items: items.map((item, i) => ({ item, score: probabilities[i]! })),
    skipped: [],
    exact,
    complete: true,
    engine: engine.name,
    diversityBy: null,
  };
}

/** Returns the k of options that say nothing else; null where they do, or are none. */
function plainCount(options: SimilarItemsOptions): number | null {
  if (!isObject(options)) return null;
  for (const name in options) if (name !== "k") return null;
  const { k = 10 } = options;
  return typeof k === "number" && isInRange(k, COUNT_RANGE) ? k : null;
}
