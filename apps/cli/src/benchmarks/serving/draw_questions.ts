import { createRandom, type ItemId, type ModelItem } from "@kindred/core";

/** Questions to measure with. */
export interface Questions {
  /** Ids of items alone. */
  items: ItemId[];
  /** Ids of baskets. */
  baskets: ItemId[][];
}

/** How many questions there are of each kind, and items in a basket. */
export const QUESTIONS = { items: 5000, baskets: 200, basketSize: 5 } as const;

/** From how many neighbours of its first item the others of a basket are drawn. */
const BASKET_NEIGHBOURS = 30;

/**
 * Draws questions as people would ask them: items in proportion to their training
 * pairs, so that some are asked for often and most seldom, and baskets of such an item
 * and some that go with it.
 *
 * @param items All items of the model, some at a time.
 * @param neighboursOf Returns ids of as many items that go with one.
 * @param seed Seed of the choice.
 */
export async function drawQuestions(
  items: AsyncIterable<readonly ModelItem[]>,
  neighboursOf: (id: ItemId, k: number) => Promise<ItemId[]>,
  seed: number,
): Promise<Questions> {
  const ids: ItemId[] = [];
  const ends: number[] = [];
  let sum = 0;
  for await (const some of items) {
    for (const { id, pairs } of some) {
      if (pairs === 0) continue;
      ids.push(id);
      ends.push(sum += pairs);
    }
  }
  const random = createRandom(seed);
  const draw = () => ids[firstAbove(ends, random.float() * sum)]!;
  const baskets: ItemId[][] = [];
  while (baskets.length < QUESTIONS.baskets) {
    const first = draw();
    const others = await neighboursOf(first, BASKET_NEIGHBOURS);
    const basket = [first];
    while (basket.length < QUESTIONS.basketSize && others.length > 0) {
      basket.push(...others.splice(random.below(others.length), 1));
    }
    baskets.push(basket);
  }
  return { items: Array.from({ length: QUESTIONS.items }, draw), baskets };
}

/** Returns the first place at which rising numbers are above one. */
function firstAbove(rising: readonly number[], value: number): number {
  let [from, to] = [0, rising.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (rising[middle]! > value) to = middle;
    else from = middle + 1;
  }
  return from;
}
