import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import type { Interval } from "../evaluation_report.ts";
import { spreadOf } from "./_spread.ts";
import { normalDraws } from "./_testing.ts";

function normals(count: number, deviation: number, seed: number): Float64Array {
  const normal = normalDraws(createRandom(seed));
  return Float64Array.from({ length: count }, () => deviation * normal());
}

const bounds: Interval = [-Infinity, Infinity];

function near(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual}, ${expected}`);
}

Deno.test("spreadOf() ends where 2.5 % of the resamples are beyond", () => {
  // From 0 to 1000 in steps of 1, mean 500.
  const byItems = Float64Array.from({ length: 1001 }, (_, i) => i);
  const { interval } = spreadOf({
    bounds,
    value: 500,
    byItems,
    byPairs: null,
  })!;
  assert.deepEqual(interval, [25, 975]);
});

Deno.test("spreadOf() lies around the value where all resamples are above it", () => {
  const byItems = normals(10_000, 1, 1).map((draw) => 7 + draw);
  const { interval, error } = spreadOf({
    bounds,
    value: 2,
    byItems,
    byPairs: null,
  })!;
  near(interval[0], 2 - 1.96, 0.05);
  near(interval[1], 2 + 1.96, 0.05);
  near(error, 1, 0.03);
});

Deno.test("spreadOf() takes off twice the variance of the pairs, but leaves it once", () => {
  const byItems = normals(10_000, 3, 1);
  const spread = (deviation: number) =>
    spreadOf({
      bounds,
      value: 0,
      byItems,
      byPairs: normals(10_000, deviation, 2),
    })!;
  // 9 - 2 · 4, where pairs are all: 4.
  near(spread(2).error, 2, 0.12);
  // 9 - 2 · 1, where items matter.
  near(spread(1).error, Math.sqrt(7), 0.12);
  near(spread(1).interval[1], 1.96 * Math.sqrt(7), 0.25);
  // Never more than the items themselves say.
  near(spread(4).error, 3, 0.12);
});

Deno.test("spreadOf() ends at the bounds of the metric", () => {
  const byItems = normals(1000, 1, 1);
  const within: Interval = [-0.5, 1];
  assert.deepEqual(
    spreadOf({ bounds: within, value: 0, byItems, byPairs: null })!.interval,
    within,
  );
});

Deno.test("spreadOf() leaves out resamples without the metric, if they are few", () => {
  const byItems = normals(1000, 1, 1);
  const { interval } = spreadOf({ bounds, value: 0, byItems, byPairs: null })!;
  byItems.fill(NaN, 0, 100);
  const fewer =
    spreadOf({ bounds, value: 0, byItems, byPairs: null })!.interval;
  near(fewer[0], interval[0], 0.2);
  byItems.fill(NaN, 0, 101);
  assert.equal(spreadOf({ bounds, value: 0, byItems, byPairs: null }), null);
});

Deno.test("spreadOf() of resamples that are all the same is a point", () => {
  const byItems = new Float64Array(200).fill(0.25);
  const byPairs = new Float64Array(50).fill(0.25);
  assert.deepEqual(spreadOf({ bounds, value: 0.25, byItems, byPairs }), {
    interval: [0.25, 0.25],
    error: 0,
  });
});
