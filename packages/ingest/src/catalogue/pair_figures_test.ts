import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { describeDegrees, HUBS_KEPT, PairFigures } from "./pair_figures.ts";

Deno.test("describeDegrees() gives quantiles and classes that double", () => {
  assert.deepEqual(describeDegrees(Uint32Array.of(4, 1, 1, 2, 9)), {
    min: 1,
    median: 2,
    mean: 3.4,
    p90: 9,
    p99: 9,
    max: 9,
    histogram: [
      { from: 1, to: 1, items: 2 },
      { from: 2, to: 3, items: 1 },
      { from: 4, to: 7, items: 1 },
      { from: 8, to: 15, items: 1 },
    ],
  });
});

Deno.test("describeDegrees() gives every class up to the largest, empty ones too", () => {
  const { histogram } = describeDegrees(Uint32Array.of(1, 8));
  assert.deepEqual(histogram.map(({ items }) => items), [1, 0, 0, 1]);
});

Deno.test("describeDegrees() of no item is 0 throughout", () => {
  const { min, mean, max, histogram } = describeDegrees(new Uint32Array(0));
  assert.deepEqual([min, mean, max, histogram], [0, 0, 0, []]);
});

/** Oracle: spreads a mark until nothing changes. */
function componentsBySpreading(
  itemCount: number,
  pairs: readonly (readonly [number, number])[],
): number[] {
  const mark = Array.from({ length: itemCount }, (_, i) => i);
  for (let changed = true; changed;) {
    changed = false;
    for (const [a, b] of pairs) {
      const smaller = Math.min(mark[a]!, mark[b]!);
      changed ||= mark[a] !== smaller || mark[b] !== smaller;
      mark[a] = mark[b] = smaller;
    }
  }
  return [...Map.groupBy(mark, (m) => m).values()].map(({ length }) => length);
}

Deno.test("PairFigures counts components as spreading marks does", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const itemCount = 1 + random.below(30);
    const pairs = Array.from(
      { length: random.below(30) },
      () => [random.below(itemCount), random.below(itemCount)] as const,
    ).filter(([a, b]) => a !== b);
    const figures = new PairFigures(itemCount);
    for (const [a, b] of pairs) figures.add(a, b);
    const sizes = componentsBySpreading(itemCount, pairs);
    const largest = Math.max(...sizes);
    assert.deepEqual(figures.components(), {
      count: sizes.length,
      largest,
      largestShare: largest / itemCount,
    }, `seed ${seed}`);
  }
});

Deno.test("PairFigures lists the items with the most pairs", () => {
  const figures = new PairFigures(40);
  // Row r is paired with the r rows before it, for the last rows.
  const wanted = [39, 5, 20, 6, 30, 7, 8, 9, 10, 11, 12, 13];
  for (const row of wanted) {
    for (let other = 0; other < row; other++) {
      if (other < 3) figures.add(row, other);
    }
  }
  const hubs = figures.hubs();
  assert.equal(hubs.length, HUBS_KEPT);
  // Rows 0 to 2 are in a pair with each of the twelve, these in three each.
  assert.deepEqual(hubs.slice(0, 5), [
    { row: 0, degree: 12 },
    { row: 1, degree: 12 },
    { row: 2, degree: 12 },
    { row: 5, degree: 3 },
    { row: 6, degree: 3 },
  ]);
});

Deno.test("PairFigures of fewer items than are listed lists all, most pairs first", () => {
  const figures = new PairFigures(3);
  figures.add(2, 0);
  figures.add(2, 1);
  assert.deepEqual(figures.hubs(), [
    { row: 2, degree: 2 },
    { row: 0, degree: 1 },
    { row: 1, degree: 1 },
  ]);
});
