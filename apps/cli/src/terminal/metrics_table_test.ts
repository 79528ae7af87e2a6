import {
  BASELINES,
  type EvaluationMetrics,
  type ScorerReport,
} from "@kindred/evaluator";
import assert from "node:assert/strict";
import { metricsTable } from "./metrics_table.ts";

const scorer = {
  rocAuc: 0.98765,
  averagePrecision: 0.5,
  recallAt10: 0.25,
  ndcgAt10: 0.125,
  hitRateAt10: 1,
  mrr: 0,
  intervals: {},
  slices: {
    seen: {
      pairs: 1,
      negatives: 0,
      queryItems: 1,
      metrics: { rocAuc: null },
      intervals: {},
    },
  },
} as unknown as ScorerReport<number>;

const metrics = {
  ...scorer,
  baselines: Object.fromEntries(BASELINES.map((name) => [name, scorer])),
  counts: {
    items: 9,
    itemsSeen: 9,
    queryItems: 8,
    queryItemsPossible: 8,
    trainPairs: 9,
    pairs: 3,
    negatives: 3,
  },
  k: [10],
  resamples: 0,
  warnings: [],
} as unknown as EvaluationMetrics<number>;

Deno.test("metricsTable() sets the model beside the baselines", () => {
  const [heading, model, ...baselines] = metricsTable(metrics);
  assert.match(heading!, /ROC-AUC .*NDCG@10 .*MRR$/);
  assert.match(model!, /^this model +0\.9877 +- +0\.5000 +0\.1250 +0\.2500/);
  assert.deepEqual(baselines.map((line) => line.slice(0, 24).trim()), [
    "Adamic-Adar",
    "common neighbours",
    "cosine of co-occurrence",
    "degree product",
    "random",
  ]);
});

Deno.test("metricsTable() puts the width of the intervals below the model", () => {
  const [, , margins] = metricsTable({
    ...metrics,
    intervals: { rocAuc: [0.9802, 0.9902], mrr: [0, 0] },
  });
  assert.match(margins!, /^ {2}95 % +±0\.0050 +±0\.0000$/);
});

Deno.test("metricsTable() has columns for each number of places", () => {
  const [heading] = metricsTable({ ...metrics, k: [5, 20] });
  assert.match(heading!, /NDCG@5 .*NDCG@20 .*hit rate@20/);
});

Deno.test("metricsTable() says so where query items were drawn", () => {
  const counts = { ...metrics.counts, queryItemsPossible: 418_749 };
  assert.equal(
    metricsTable({ ...metrics, counts }).at(-1),
    "ranking metrics are of 8 query items drawn at random from 418,749",
  );
});
