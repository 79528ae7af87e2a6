import { createRandom, type ModelItem } from "@kindred/core";

/** Questions to measure with. */
export interface Questions {
  /** Ids of items alone. */
  items: string[];
  /** Ids of baskets. */
  baskets: string[][];
}

/** How many questions there are of each kind, and items in a basket. */
export const QUESTIONS = { items: 5000, baskets: 200, basketSize: 5 } as const;

/**
 * Draws questions as people would ask them: items in proportion to their training
 * pairs, so that some are asked for often and most seldom.
 *
 * @param items All items of the model, some at a time.
 * @param seed Seed of the choice.
 */
export async function drawQuestions(
  items: AsyncIterable<readonly ModelItem[]>,
  seed: number,
): Promise<Questions> {
  const ids: string[] = [];
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
  return {
    items: Array.from({ length: QUESTIONS.items }, draw),
    baskets: Array.from(
      { length: QUESTIONS.baskets },
      () => Array.from({ length: QUESTIONS.basketSize }, draw),
    ),
  };
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
