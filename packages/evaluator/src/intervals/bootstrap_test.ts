import { createRandom } from "@kindred/core";
import { sigmoid } from "@kindred/kernels";
import assert from "node:assert/strict";
import { PAIR_METRICS } from "../pairs/pair_metrics.ts";
import { poissonWeights } from "./_poisson_weights.ts";
import { resampleMetrics } from "./_resample_metrics.ts";
import { drawJudged, type Population, truthOf } from "./_testing.ts";
import { bootstrap } from "./bootstrap.ts";
import type { Judged, JudgedPairs } from "./judged.ts";
import { resampleItems } from "./resample_items.ts";
import { resamplesFor } from "./resamples_for.ts";

const POPULATION: Population = {
  items: 60,
  pairs: 100,
  itemSpread: 0.5,
  skew: 0.5,
  gain: 1.5,
};

const JUDGED = drawJudged(POPULATION, createRandom(1));
const OPTIONS = { itemCount: POPULATION.items, resamples: 40, seed: 3 };

/** Oracle: compares every positive with every negative, each by its weight. */
function weightedAuc(
  { scores, labels }: JudgedPairs,
  weights: ArrayLike<number>,
): number {
  let wins = 0;
  let all = 0;
  for (const [p, label] of labels.entries()) {
    if (label === 0) continue;
    for (const [q, other] of labels.entries()) {
      if (other === 1) continue;
      const weight = weights[p]! * weights[q]!;
      all += weight;
      wins += weight * (Math.sign(scores[p]! - scores[q]!) + 1) / 2;
    }
  }
  return wins / all;
}

/** Oracle: the mean loss of each class, and of these by the classes' shares. */
function weightedLoss(
  { scores, labels }: JudgedPairs,
  weights: ArrayLike<number>,
): number {
  const losses = [0, 0];
  const sums = [0, 0];
  const counts = [0, 0];
  for (const [p, label] of labels.entries()) {
    const chance = sigmoid(scores[p]!);
    losses[label]! -= weights[p]! * Math.log(label === 1 ? chance : 1 - chance);
    sums[label]! += weights[p]!;
    counts[label]!++;
  }
  return [0, 1].reduce(
    (sum, label) =>
      sum + losses[label]! / sums[label]! * counts[label]! / labels.length,
    0,
  );
}

function near(actual: number, expected: number, tolerance = 1e-6): void {
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual}, ${expected}`);
}

Deno.test("resampleMetrics() weighs pairs by the product of their items, and queries by their item", async () => {
  const pairs = JUDGED.pairs!;
  const queries = JUDGED.queries!;
  const { rocAuc, logLoss, shared } = await resampleMetrics(
    JUDGED,
    40,
    OPTIONS,
  );
  const once = new Array(pairs.labels.length).fill(1);
  near(rocAuc!.value, weightedAuc(pairs, once));
  near(logLoss!.value, weightedLoss(pairs, once));
  for (let r = 0; r < 40; r++) {
    const items = resampleItems(POPULATION.items, 3, r);
    const weights = Array.from(
      pairs.left,
      (u, p) => items[u]! * items[pairs.right[p]!]!,
    );
    near(rocAuc!.byItems[r]!, weightedAuc(pairs, weights));
    near(logLoss!.byItems[r]!, weightedLoss(pairs, weights));
    const asked = [...queries.items].flatMap((item, q) =>
      new Array<number>(items[item]!).fill(queries.values.shared![q]!)
    );
    const sum = asked.reduce((total, value) => total + value, 0);
    near(shared!.byItems[r]!, sum / asked.length);
  }
  assert.equal(shared!.byPairs, null);
  assert.equal(rocAuc!.byPairs!.length, 10);
  for (let r = 0; r < 10; r++) {
    const weights = poissonWeights(200, 3, 2 ** 31 + 2 ** 16 + r);
    near(rocAuc!.byPairs![r]!, weightedAuc(pairs, weights));
  }
});

Deno.test("bootstrap() gives an interval around each metric, the same each time", async () => {
  const { resamples, intervals } = await bootstrap(JUDGED, OPTIONS);
  assert.equal(resamples, 40);
  assert.deepEqual(Object.keys(intervals), [
    ...PAIR_METRICS,
    "own",
    "shared",
  ]);
  const metrics = await resampleMetrics(JUDGED, 40, OPTIONS);
  for (const [name, [low, high]] of Object.entries(intervals)) {
    const { value } = metrics[name]!;
    assert.ok(
      low < value && value < high,
      `${name}: ${low}, ${value}, ${high}`,
    );
  }
  assert.deepEqual(await bootstrap(JUDGED, OPTIONS), { resamples, intervals });
  assert.notDeepEqual(
    (await bootstrap(JUDGED, { ...OPTIONS, seed: 4 })).intervals,
    intervals,
  );
});

Deno.test("bootstrap() holds the true value about 95 times in 100", async () => {
  const truth = truthOf(POPULATION);
  const held = { rocAuc: 0, own: 0 };
  const draws = 200;
  for (let draw = 0; draw < draws; draw++) {
    const judged = drawJudged(POPULATION, createRandom(2, draw));
    const { intervals } = await bootstrap(judged, {
      ...OPTIONS,
      resamples: 200,
      seed: draw,
    });
    for (const metric of ["rocAuc", "own"] as const) {
      const [low, high] = intervals[metric]!;
      if (low <= truth[metric] && truth[metric] <= high) held[metric]++;
    }
  }
  // Four standard errors of a share of 200 draws are 0.06.
  near(held.rocAuc / draws, 0.95, 0.06);
  near(held.own / draws, 0.95, 0.06);
});

Deno.test("bootstrap() has intervals only for what there is", async () => {
  const pairs = JUDGED.pairs!;
  const namesOf = async (judged: Judged) =>
    Object.keys((await bootstrap(judged, OPTIONS)).intervals);
  assert.deepEqual(await namesOf({ pairs: null, queries: null }), []);
  assert.deepEqual(
    await namesOf({ pairs: { ...pairs, logits: false }, queries: null }),
    PAIR_METRICS.slice(0, 6),
  );
  const labels = new Uint8Array(pairs.labels.length).fill(1);
  const none = { items: new Uint32Array(), values: {} };
  assert.deepEqual(
    await namesOf({ pairs: { ...pairs, labels }, queries: none }),
    [],
  );
  // One positive is missing in most of the resamples.
  labels.fill(0, 1);
  assert.deepEqual(
    await namesOf({ pairs: { ...pairs, labels }, queries: null }),
    [],
  );
});

Deno.test("bootstrap() stops when it is told to, and lets timers in", async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error("enough")), 60);
  await assert.rejects(
    bootstrap(JUDGED, { ...OPTIONS, resamples: 1e6, signal: stop.signal }),
    /enough/,
  );
});

Deno.test("bootstrap() throws RangeError for input that does not fit", async () => {
  const { queries } = JUDGED;
  await assert.rejects(
    bootstrap(JUDGED, { itemCount: 5 }),
    /^RangeError: Cannot resample items: rows must be below 5, got/,
  );
  await assert.rejects(
    bootstrap(JUDGED, { ...OPTIONS, resamples: 0 }),
    new RangeError(
      "Cannot resample items: the resamples must be a whole number in [1, 1073741824], got 0",
    ),
  );
  const values = { mrr: new Float64Array(3) };
  await assert.rejects(
    bootstrap({ pairs: null, queries: { ...queries!, values } }, OPTIONS),
    new RangeError(
      `Cannot resample items: "mrr" must have length ${
        queries!.items.length
      }, got 3`,
    ),
  );
});

Deno.test("resamplesFor() never gives fewer than 200", () => {
  assert.equal(resamplesFor(0), 1000);
  assert.equal(resamplesFor(400_001), 999);
  assert.equal(resamplesFor(1e9), 200);
});
