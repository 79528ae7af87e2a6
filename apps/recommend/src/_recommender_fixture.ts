// A recommender small enough to check by hand, for tests only.
import type { ModelItem } from "@kindred/core";
import {
  createRecommender,
  type Engine,
  type Recommender,
} from "@kindred/recommender";

/** The items; `brick` was never trained. */
export const ITEMS: readonly ModelItem[] = [
  ["rice", "Basmati rice", "Tilda", 4.5, 3],
  ["saffron", "Saffron threads", null, 9, 2],
  ["a/b?c#d é%", null, null, null, 2],
  ["__proto__", "<script>alert(1)</script>", '"<b>&', 0, 1],
  ["brick", "Red brick", null, null, 0],
].map(([id, title, brand, price, pairs]) => (
  {
    id,
    title,
    brand,
    price,
    categories: ["Shop > Food & <more>"],
    pairs,
  } as ModelItem
));

/** The probability that the fixture gives to the place in an answer, 0-based. */
export function scoreAt(place: number): number {
  return [1, 0.75, 0.5, 0.25][place]!;
}

/** A recommender over the fixture: every basket ranks the others by their rows. */
export function fixtureRecommender(
  changes: Partial<Engine> = {},
): Recommender {
  return createRecommender({
    items: ITEMS,
    dimensions: 2,
    sha256: "ab".repeat(32),
    metrics: { rocAuc: 0.97 },
    engines: [{
      name: "by hand",
      neighbours({ rows: basket, excluded, k }) {
        const out = new Set([...basket, ...excluded]);
        const all = [...ITEMS.keys()].filter((row) => !out.has(row));
        const rows = Uint32Array.from(all.slice(0, k));
        return Promise.resolve({
          rows,
          probabilities: Float32Array.from(rows, (_, i) => scoreAt(i)),
          exact: true,
          rest: rows.length < all.length ? "more" as const : "none" as const,
        });
      },
      close: () => Promise.resolve(),
      ...changes,
    }],
  });
}
