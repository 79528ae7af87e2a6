import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { holm } from "./_holm.ts";
import {
  disturb,
  drawJudged,
  normalDraws,
  type Population,
} from "./_testing.ts";
import { twoSidedP } from "./_two_sided_p.ts";
import { type ComparedScorer, compareScorers } from "./compare_scorers.ts";

const POPULATION: Population = {
  items: 80,
  pairs: 120,
  itemSpread: 0.5,
  skew: 0.5,
  gain: 1.5,
};
const OPTIONS = { itemCount: POPULATION.items, resamples: 100 };
const FIRST: ComparedScorer = {
  name: "first",
  ...drawJudged(POPULATION, createRandom(1)),
};

function queryScorer(
  name: string,
  values: Record<string, Float64Array>,
): ComparedScorer {
  const items = Uint32Array.from(Object.values(values)[0]!.keys());
  return { name, pairs: null, queries: { items, values } };
}

Deno.test("twoSidedP() is the tail of the normal distribution, both ends", () => {
  // Abramowitz and Stegun 1964, table 26.1, and 26.2.12 far out.
  for (
    const [z, p] of [
      [0, 1],
      [0.5, 0.6170750774519738],
      [1, 0.31731050786291415],
      [1.959963984540054, 0.05],
      [3, 0.0026997960632601866],
      [3.0001, 0.0026989100],
      [5, 5.733031437583867e-7],
      [10, 1.5239706048321e-23],
    ] as const
  ) {
    for (const side of [z, -z]) {
      assert.ok(Math.abs(twoSidedP(side) / p - 1) < 1e-6, `${z}`);
    }
  }
  assert.equal(twoSidedP(Infinity), 0);
  assert.equal(twoSidedP(100), 0);
});

Deno.test("holm() multiplies by what is left, and never falls", () => {
  assert.deepEqual(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02]);
  assert.deepEqual(holm([0.5, 0.9]), [1, 1]);
  assert.deepEqual(holm([]), []);
});

Deno.test("compareScorers() finds no difference between a scorer and itself", async () => {
  const { resamples, comparisons } = await compareScorers(
    [FIRST, { ...FIRST, name: "again" }],
    OPTIONS,
  );
  assert.equal(resamples, 100);
  assert.equal(comparisons.length, 1);
  const { first, other, metrics } = comparisons[0]!;
  assert.deepEqual([first, other], ["first", "again"]);
  assert.deepEqual(metrics.map(({ metric }) => metric), [
    "rocAuc",
    "averagePrecision",
    "bestF1",
    "precisionAtRecall90",
    "logLoss",
    "calibrationError",
    "cliff",
  ]);
  for (const comparison of metrics) {
    assert.equal(comparison.difference, 0);
    assert.deepEqual(comparison.interval, [0, 0]);
    assert.equal(comparison.p, 1);
    assert.equal(comparison.adjustedP, 1);
    assert.equal(comparison.verdict, "no difference shown");
  }
});

Deno.test("compareScorers() knows which way a metric is better", async () => {
  const normal = normalDraws(createRandom(4));
  const noise = () => Float64Array.from({ length: 300 }, () => normal());
  const values = {
    mrr: noise(),
    popularityAt10: noise(),
    recallAt5: noise(),
  };
  const more = (by: number) =>
    Object.fromEntries(
      Object.entries(values).map(([name, column]) => [
        name,
        column.map((value) => value + by + normal() / 10),
      ]),
    );
  const { comparisons } = await compareScorers([
    queryScorer("first", values),
    queryScorer("more", more(0.1)),
    queryScorer("less", more(-0.1)),
  ], { itemCount: 300 });
  const verdicts = comparisons.map(({ metrics }) =>
    metrics.map(({ metric, verdict, difference }) =>
      `${metric} ${difference > 0 ? "+" : "-"} ${verdict}`
    )
  );
  assert.deepEqual(verdicts, [
    ["mrr + better", "popularityAt10 + differs", "recallAt5 + better"],
    ["mrr - worse", "popularityAt10 - differs", "recallAt5 - worse"],
  ]);
  for (const { metrics } of comparisons) {
    for (const { difference, interval: [low, high] } of metrics) {
      assert.ok(low < difference && difference < high);
      assert.ok(Math.sign(low) === Math.sign(high));
    }
  }
});

Deno.test("compareScorers() finds that noise makes pair metrics worse, lower loss being better", async () => {
  const noisy = disturb(FIRST, "noisy", 3, createRandom(5));
  const find = async (scorers: ComparedScorer[]) => {
    const { comparisons } = await compareScorers(scorers, OPTIONS);
    return Object.fromEntries(
      comparisons[0]!.metrics.map((found) => [found.metric, found]),
    );
  };
  const { rocAuc, logLoss } = await find([FIRST, noisy]);
  assert.ok(rocAuc!.difference < 0 && logLoss!.difference > 0);
  assert.equal(rocAuc!.verdict, "worse");
  assert.equal(logLoss!.verdict, "worse");
  const turned = await find([noisy, FIRST]);
  assert.equal(turned.rocAuc!.verdict, "better");
  assert.equal(turned.logLoss!.verdict, "better");
  assert.equal(turned.rocAuc!.difference, -rocAuc!.difference);
  assert.ok(Math.abs(turned.rocAuc!.p / rocAuc!.p - 1) < 1e-9);
});

Deno.test("compareScorers() raises few false alarms between equals", async () => {
  let alarms = 0;
  let single = 0;
  let tests = 0;
  const draws = 150;
  for (let draw = 0; draw < draws; draw++) {
    const random = createRandom(6, draw);
    const { pairs, queries } = drawJudged(POPULATION, random);
    const { own, shared } = queries!.values;
    // Names of metrics that have a direction.
    const values = { ndcgAt10: own!, recallAt10: shared! };
    const judged = { pairs, queries: { items: queries!.items, values } };
    // Both with noise of the same kind: neither is better.
    const { comparisons } = await compareScorers([
      disturb(judged, "one", 1, random),
      disturb(judged, "two", 1, random),
    ], { ...OPTIONS, seed: draw });
    const { metrics } = comparisons[0]!;
    if (metrics.some(({ verdict }) => verdict !== "no difference shown")) {
      alarms++;
    }
    single += metrics.filter(({ p }) => p < 0.05).length;
    tests += metrics.length;
  }
  // Of 150 draws 5 % are 7.5, with a standard deviation of 2.7.
  assert.ok(alarms <= 13, `${alarms} alarms`);
  // Each test alone is at its level: neither blind nor too quick.
  assert.ok(
    single / tests > 0.02 && single / tests < 0.08,
    `${single / tests}`,
  );
});

Deno.test("compareScorers() says of query items what turning signs at random says", async () => {
  const turns = 20_000;
  for (
    const [seed, gain] of [[1, 0], [2, 0.05], [3, 0.1], [4, 0.15]] as const
  ) {
    const normal = normalDraws(createRandom(7, seed));
    const before = Float64Array.from({ length: 200 }, () => normal());
    const after = before.map((value) => value + gain + 0.7 * normal());
    const { comparisons } = await compareScorers([
      queryScorer("before", { mrr: before }),
      queryScorer("after", { mrr: after }),
    ], { itemCount: 200 });
    const { p, difference } = comparisons[0]!.metrics[0]!;

    const random = createRandom(8, seed);
    const differences = after.map((value, q) => value - before[q]!);
    let asFar = 0;
    for (let turn = 0; turn < turns; turn++) {
      let sum = 0;
      for (const value of differences) sum += random.below(2) ? value : -value;
      if (Math.abs(sum / 200) >= Math.abs(difference)) asFar++;
    }
    assert.ok(Math.abs(p - asFar / turns) < 0.02, `${p}, ${asFar / turns}`);
  }
});

Deno.test("compareScorers() takes no handful of query items for proof", async () => {
  const zeros = queryScorer("zeros", { mrr: new Float64Array(4) });
  const ones = queryScorer("ones", { mrr: new Float64Array(4).fill(1) });
  const { comparisons } = await compareScorers([zeros, ones], { itemCount: 4 });
  const [mrr] = comparisons[0]!.metrics;
  // Of 16 ways to turn four signs two are as far.
  assert.equal(mrr!.p, 1 / 8);
  assert.equal(mrr!.verdict, "no difference shown");
});

Deno.test("compareScorers() throws RangeError for scorers that were judged apart", async () => {
  await assert.rejects(
    compareScorers([FIRST], OPTIONS),
    new RangeError(
      "Cannot compare scorers: there must be two or more, got 1",
    ),
  );
  const pairs = FIRST.pairs!;
  const others: ComparedScorer[] = [
    { ...FIRST, name: "other", pairs: null },
    { ...FIRST, name: "other", queries: null },
    { ...FIRST, name: "other", pairs: { ...pairs, left: pairs.right } },
    {
      ...FIRST,
      name: "other",
      pairs: { ...pairs, labels: pairs.labels.slice().reverse() },
    },
  ];
  for (const other of others) {
    await assert.rejects(
      compareScorers([FIRST, other], OPTIONS),
      new RangeError(
        'Cannot compare scorers: they must be judged by the same pairs and query items, got others for "first" and "other"',
      ),
    );
  }
});
