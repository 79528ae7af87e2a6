import type { EvaluationMetrics } from "@kindred/evaluator";
import assert from "node:assert/strict";
import { metricsTable } from "./metrics_table.ts";

const scorer = {
  rocAuc: 0.98765,
  rocAucSeen: null,
  averagePrecision: 0.5,
  recallAt10: 0.25,
  ndcgAt10: 0.125,
  hitRateAt10: 1,
  mrr: 0,
};

const metrics: EvaluationMetrics = {
  ...scorer,
  baselines: { degree: scorer, adamicAdar: scorer },
  counts: {
    items: 9,
    itemsSeen: 9,
    queryItems: 8,
    queryItemsPossible: 8,
    trainPairs: 9,
    pairs: 3,
    negatives: 3,
    pairsSeen: 0,
    negativesSeen: 0,
  },
  k: 10,
};

Deno.test("metricsTable() sets the model beside the baselines", () => {
  const [heading, model, ...baselines] = metricsTable(metrics);
  assert.match(heading!, /ROC-AUC .*NDCG@10 .*MRR$/);
  assert.match(model!, /^this model +0\.9877 +- +0\.5000 +0\.1250 +0\.2500/);
  assert.deepEqual(baselines.map((line) => line.slice(0, 14).trim()), [
    "Adamic-Adar",
    "degree product",
  ]);
});

Deno.test("metricsTable() says so where query items were drawn", () => {
  const counts = { ...metrics.counts, queryItemsPossible: 418_749 };
  assert.equal(
    metricsTable({ ...metrics, counts }).at(-1),
    "NDCG, recall, hit rate and MRR are of 8 query items drawn at random from 418,749",
  );
});
