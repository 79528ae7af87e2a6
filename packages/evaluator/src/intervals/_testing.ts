import type { Random } from "@kindred/core";
import type { ComparedScorer } from "./compare_scorers.ts";
import type { Judged } from "./judged.ts";
import { twoSidedP } from "./_two_sided_p.ts";

/** A population of scored pairs, from which as many can be drawn as one likes. */
export interface Population {
  /** Items of a draw. */
  items: number;
  /** Positive pairs of a draw, and negatives. */
  pairs: number;
  /** Standard deviation of what each item adds to the scores of its pairs. */
  itemSpread: number;
  /** How unequal the degrees of items are: that of rank r is as (r + 3)^-skew. */
  skew: number;
  /** What a positive pair has more than a negative one. */
  gain: number;
}

/**
 * Draws pairs with scores b(u) + b(v) + e, and `gain` for a positive one, where
 * item effects b and e are normal and e's standard deviation is 1.
 *
 * Query items have two values. `own` is normal and each item's own. `shared` is the
 * share of an item's positive pairs whose score is above the gain: what one item
 * of a pair finds the other finds too, which is the worst case of dependence
 * between query items.
 */
export function drawJudged(population: Population, random: Random): Judged {
  const { items, pairs, itemSpread, skew, gain } = population;
  const normal = normalDraws(random);
  const effects = Float64Array.from(
    { length: items },
    () => itemSpread * normal(),
  );
  const drawItem = skewedDraws(items, skew, random);
  const left = new Uint32Array(2 * pairs);
  const right = new Uint32Array(2 * pairs);
  const labels = new Uint8Array(2 * pairs);
  const scores = new Float32Array(2 * pairs);
  const hits = new Float64Array(items);
  const degrees = new Float64Array(items);
  for (let p = 0; p < 2 * pairs; p++) {
    const positive = p < pairs;
    const draw = positive ? drawItem : () => random.below(items);
    do {
      left[p] = draw();
      right[p] = draw();
    } while (left[p] === right[p]);
    labels[p] = positive ? 1 : 0;
    scores[p] = effects[left[p]!]! + effects[right[p]!]! + normal() +
      (positive ? gain : 0);
    if (!positive) continue;
    for (const item of [left[p]!, right[p]!]) {
      degrees[item]!++;
      hits[item]! += scores[p]! > gain ? 1 : 0;
    }
  }
  const asked = Uint32Array.from(degrees.keys()).filter((i) => degrees[i]! > 0);
  return {
    pairs: { left, right, labels, scores, logits: true },
    queries: {
      items: asked,
      values: {
        own: Float64Array.from(asked, normal),
        shared: Float64Array.from(
          asked,
          (item) => hits[item]! / degrees[item]!,
        ),
      },
    },
  };
}

/** The values that metrics of draws have in the mean, of those known exactly. */
export function truthOf(
  { itemSpread, gain }: Population,
): { rocAuc: number; own: number; shared: number } {
  // A positive's score less a negative's is normal, its mean is the gain.
  const z = gain / Math.sqrt(2 * (2 * itemSpread ** 2 + 1));
  return { rocAuc: 1 - twoSidedP(z) / 2, own: 0, shared: 0.5 };
}

/**
 * Returns a second scorer of the same pairs and queries, which is as good: scores
 * and values get noise of their own.
 */
export function disturb(
  { pairs, queries }: Judged,
  name: string,
  spread: number,
  random: Random,
): ComparedScorer {
  const normal = normalDraws(random);
  return {
    name,
    pairs: pairs && {
      ...pairs,
      scores: pairs.scores.map((score) => score + spread * normal()),
    },
    queries: queries && {
      items: queries.items,
      values: Object.fromEntries(
        Object.entries(queries.values).map(([metric, values]) => [
          metric,
          values.map((value) => value + spread * normal()),
        ]),
      ),
    },
  };
}

/** Standard normal numbers, by Box and Muller. */
export function normalDraws(random: Random): () => number {
  return () =>
    Math.sqrt(-2 * Math.log(1 - random.float())) *
    Math.cos(2 * Math.PI * random.float());
}

/** Draws of rows, row r in proportion to (r + 3)^-skew. */
function skewedDraws(
  items: number,
  skew: number,
  random: Random,
): () => number {
  let sum = 0;
  const cumulated = Float64Array.from(
    { length: items },
    (_, row) => sum += (row + 3) ** -skew,
  );
  return () => {
    const at = random.float() * sum;
    let from = 0;
    let to = items - 1;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (cumulated[middle]! <= at) from = middle + 1;
      else to = middle;
    }
    return from;
  };
}
