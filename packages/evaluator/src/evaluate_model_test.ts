import {
  createRandom,
  type ItemModel,
  type ProgressEvent,
} from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { adamicAdarScorer } from "./scorers/adamic_adar_scorer.ts";
import { degreeScorer } from "./scorers/degree_scorer.ts";
import { evaluateModel } from "./evaluate_model.ts";
import { metricsOf } from "./evaluation_report.ts";
import { modelScorer } from "./scorers/model_scorer.ts";
import { rocAuc } from "@kindred/kernels";

const ITEMS = 40;

/** Two groups of 20 items; pairs join items of one group, negatives cross. */
function groupSplit(): Split {
  const random = createRandom(10);
  const pairs: [number, number][] = [];
  const negatives: [number, number][] = [];
  for (let a = 0; a < ITEMS; a++) {
    for (let b = a + 1; b < ITEMS; b++) {
      if (a % 2 !== b % 2) negatives.push([a, b]);
      else if (random.below(4) === 0) pairs.push([a, b]);
    }
  }
  const held = pairs.filter((_, p) => p % 3 === 0);
  const trained = pairs.filter((_, p) => p % 3 !== 0);
  const step = Math.floor(negatives.length / held.length);
  const drawn = held.map((_, p) => negatives[p * step]!);
  const rows = (list: [number, number][], side: 0 | 1) =>
    Uint32Array.from(list, (pair) => pair[side]);
  return {
    itemCount: ITEMS,
    train: {
      left: rows(trained, 0),
      right: rows(trained, 1),
      weight: new Float32Array(trained.length).fill(1),
    },
    validation: {
      left: rows([...held, ...drawn], 0),
      right: rows([...held, ...drawn], 1),
      label: Uint8Array.from([...held.map(() => 1), ...drawn.map(() => 0)]),
    },
  };
}

/** A model that knows the group of each item, and no more. */
function groupModel(): ItemModel {
  return {
    embeddings: {
      values: Float32Array.from({ length: ITEMS }, (_, i) => i % 2 ? 1 : -1),
      itemCount: ITEMS,
      dimensions: 1,
    },
    itemBias: new Float32Array(ITEMS),
    globalBias: 0,
  };
}

Deno.test("evaluateModel() finds a model that knows the answer perfect", async () => {
  const report = await evaluateModel(groupModel(), groupSplit());
  assert.equal(report.rocAuc, 1);
  assert.equal(report.slices.seen!.metrics.rocAuc, 1);
  assert.equal(report.averagePrecision, 1);
  assert.deepEqual(report.k, [10]);
  assert.deepEqual(report.warnings, []);
  assert.ok(report.baselines.degree.rocAuc < 0.8);
  assert.ok(report.recallAt10 > report.baselines.degree.recallAt10);
});

Deno.test("evaluateModel() agrees with rocAuc() of each scorer", async () => {
  const split = groupSplit();
  const { left, right, label } = split.validation;
  const report = await evaluateModel(groupModel(), split);
  for (
    const [scorer, metrics] of [
      [modelScorer(groupModel()), report],
      [degreeScorer(split.train, ITEMS), report.baselines.degree],
      [adamicAdarScorer(split.train, ITEMS), report.baselines.adamicAdar],
    ] as const
  ) {
    const scores = scorer.scorePairs(left, right);
    assert.equal(metrics.rocAuc, rocAuc(scores, label));
  }
});

Deno.test("evaluateModel() counts what it went over", async () => {
  const split = groupSplit();
  const { counts, slices } = await evaluateModel(groupModel(), split);
  const { left, right, label } = split.validation;
  const trained = new Set([...split.train.left, ...split.train.right]);
  const held = [...label.keys()].filter((p) => label[p] === 1);
  const isSeen = (p: number) => trained.has(left[p]!) && trained.has(right[p]!);
  assert.deepEqual(counts, {
    items: ITEMS,
    itemsSeen: trained.size,
    queryItems: new Set(held.flatMap((p) => [left[p], right[p]])).size,
    queryItemsPossible: new Set(held.flatMap((p) => [left[p], right[p]])).size,
    trainPairs: split.train.left.length,
    pairs: held.length,
    negatives: label.length - held.length,
  });
  const { pairs, negatives, queryItems } = slices.seen!;
  assert.equal(pairs, held.filter(isSeen).length);
  assert.equal(pairs + negatives, [...label.keys()].filter(isSeen).length);
  assert.equal(queryItems, counts.queryItems);
  const groups = ["head", "middle", "tail"].map((name) => slices[name]!);
  const sum = (name: "pairs" | "negatives" | "queryItems") =>
    groups.reduce((total, slice) => total + slice[name], 0);
  assert.equal(sum("pairs"), counts.pairs);
  assert.equal(sum("negatives"), counts.negatives);
  assert.equal(sum("queryItems"), counts.queryItems);
});

Deno.test("evaluateModel() names metrics after k and thins the curves", async () => {
  const report = await evaluateModel(groupModel(), groupSplit(), {
    k: [5, 3],
  });
  assert.deepEqual(report.k, [3, 5]);
  const [one, another] = [report, report.baselines.degree].map((scorer) =>
    Object.keys(scorer).filter((name) =>
      typeof scorer[name as "mrr"] === "number"
    )
  ) as [string[], string[]];
  for (const name of ["rocAuc", "mrr", "ndcgAt3", "ndcgAt5", "giniAt5"]) {
    assert.ok(one.includes(name), name);
    assert.ok(another.includes(name), name);
  }
  assert.ok(!one.includes("ndcgAt10"));
  // Only the model's scores are logits, which some metrics need.
  assert.ok(one.includes("logLoss"));
  assert.equal(report.baselines.degree.logLoss, null);
  assert.equal(report.curves.degree.calibration, null);
  assert.ok(!("curves" in metricsOf(report)));
  for (
    const { roc, precisionRecall, histogram } of Object.values(report.curves)
  ) {
    assert.ok(roc.falsePositiveRate.length <= 500);
    assert.equal(roc.truePositiveRate[0], 0);
    assert.equal(roc.truePositiveRate.at(-1), 1);
    assert.equal(precisionRecall.recall.at(-1), 1);
    const shown = [...histogram.positives, ...histogram.negatives];
    assert.equal(
      shown.reduce((sum, count) => sum + count),
      report.counts.pairs + report.counts.negatives,
    );
  }
});

Deno.test("evaluateModel() gives null where a slice has no class", async () => {
  const split = groupSplit();
  const report = await evaluateModel(groupModel(), {
    ...split,
    train: {
      left: Uint32Array.of(0),
      right: Uint32Array.of(2),
      weight: Float32Array.of(1),
    },
    validation: {
      left: Uint32Array.of(4, 0),
      right: Uint32Array.of(6, 2 + 1),
      label: Uint8Array.of(1, 0),
    },
  });
  const { seen } = report.slices;
  assert.deepEqual(
    [seen!.pairs, seen!.negatives, seen!.queryItems],
    [0, 0, 0],
  );
  assert.equal(seen!.metrics.rocAuc, null);
  assert.equal(seen!.metrics.mrr, null);
  assert.equal(report.rocAuc, 1);
  assert.deepEqual(report.warnings.map(({ kind }) => kind), ["unseenItem"]);
});

Deno.test("evaluateModel() puts metrics into intervals that shrink with nothing to vary", async () => {
  const report = await evaluateModel(groupModel(), groupSplit());
  for (const [name, [low, high]] of Object.entries(report.intervals)) {
    assert.ok(low <= high, name);
  }
  assert.deepEqual(report.intervals.rocAuc, [1, 1]);
  const [low, high] = report.baselines.degree.intervals.rocAuc!;
  const { rocAuc } = report.baselines.degree;
  assert.ok(low < rocAuc && rocAuc < high);
  assert.ok(!("coverageAt10" in report.intervals));

  const without = await evaluateModel(groupModel(), groupSplit(), {
    resamples: 0,
  });
  assert.equal(without.resamples, 0);
  assert.deepEqual(without.intervals, {});
  assert.equal(without.ndcgAt10, report.ndcgAt10);
});

Deno.test("evaluateModel() takes leaks out and warns of them", async () => {
  const split = groupSplit();
  const clean = await evaluateModel(groupModel(), split, { resamples: 0 });
  const { train, validation: { left, right, label } } = split;
  const leaky = {
    left: Uint32Array.of(train.right[0]!, ...left, left[0]!),
    right: Uint32Array.of(train.left[0]!, ...right, right[0]!),
    label: Uint8Array.of(1, ...label, 1),
  };
  const { warnings, ...found } = await evaluateModel(groupModel(), {
    ...split,
    validation: leaky,
  }, { resamples: 0 });
  assert.deepEqual(
    warnings.map(({ kind, count }) => [kind, count]),
    [["heldOutInTraining", 1], ["duplicatePair", 1]],
  );
  assert.deepEqual({ ...found, warnings: [] }, clean);
});

Deno.test("evaluateModel() slices by the masks that it is given", async () => {
  const split = groupSplit();
  const { slices } = await evaluateModel(groupModel(), split, {
    slicesOf: ({ left }) => ({ odd: Uint8Array.from(left, (row) => row % 2) }),
  });
  const { left, label } = split.validation;
  const odd = [...left.keys()].filter((p) =>
    label[p] === 1 && left[p]! % 2 === 1
  );
  assert.equal(slices.odd!.pairs, odd.length);
  assert.equal(slices.odd!.queryItems, 0);
  assert.equal(slices.odd!.metrics.rocAuc, 1);
});

Deno.test("evaluateModel() reports progress that only grows", async () => {
  const events: ProgressEvent[] = [];
  await evaluateModel(groupModel(), groupSplit(), {
    onProgress: (event) => events.push(event),
  });
  const { done, total } = events.at(-1)!;
  assert.equal(done, total);
  assert.ok(
    events.every((event, i) => event.done >= (events[i - 1]?.done ?? 0)),
  );
});

Deno.test("evaluateModel() rejects with the reason of its signal", async () => {
  const reason = new Error("stop");
  await assert.rejects(
    evaluateModel(groupModel(), groupSplit(), {
      signal: AbortSignal.abort(reason),
    }),
    reason,
  );
});

Deno.test("evaluateModel() throws RangeError where model and split do not fit", async () => {
  const split = groupSplit();
  await assert.rejects(
    evaluateModel(groupModel(), { ...split, itemCount: 41 }),
    new RangeError(
      "Cannot evaluate: the model must have the split's 41 items, got 40",
    ),
  );
  const { left, right, label } = split.validation;
  await assert.rejects(
    evaluateModel(groupModel(), {
      ...split,
      validation: { left, right: right.with(0, 40), label },
    }),
    new RangeError(
      "Cannot evaluate: rows must be below 40, got 40 in pair 0",
    ),
  );
  await assert.rejects(
    evaluateModel(groupModel(), {
      ...split,
      validation: { left, right, label: label.subarray(1) },
    }),
    new RangeError(
      `Cannot look for leaks: labels must have length ${left.length}, got ${
        left.length - 1
      }`,
    ),
  );
});

Deno.test("evaluateModel() ranks for a sample of the query items beyond the limit, always the same", async () => {
  const all = await evaluateModel(groupModel(), groupSplit());
  const possible = all.counts.queryItems;
  const judge = (queryLimit: number) =>
    evaluateModel(groupModel(), groupSplit(), { queryLimit });

  const some = await judge(possible - 1);
  assert.equal(some.counts.queryItems, possible - 1);
  assert.equal(some.counts.queryItemsPossible, possible);
  assert.deepEqual(await judge(possible - 1), some);
  // Pair metrics go over all pairs whatever the limit.
  assert.equal(some.rocAuc, all.rocAuc);
  assert.deepEqual(await judge(possible), all);
  assert.deepEqual(await judge(possible + 1), all);

  await assert.rejects(
    judge(0),
    new RangeError(
      "Cannot evaluate: queryLimit must be a whole number >= 1, got 0",
    ),
  );
});
