import assert from "node:assert/strict";
import { PAIR_METRICS } from "../pairs/pair_metrics.ts";
import { worldSource } from "./_testing.ts";
import {
  exposureTexts,
  headlineTexts,
  metricTitle,
  PAIR_TEXTS,
  printMetric,
  rankingTexts,
} from "./metric_texts.ts";

Deno.test("every metric of a report has a title, and every title a metric", async () => {
  const { report } = (await worldSource(["run"])).runs[0]!;
  const { k, intervals } = report;
  const named = [...PAIR_TEXTS, ...rankingTexts(k), ...exposureTexts(k)];
  for (const { name } of named) assert.ok(name in report, name);
  for (const name of Object.keys(intervals)) {
    assert.notEqual(metricTitle(name), name);
  }
  assert.deepEqual(PAIR_TEXTS.map(({ name }) => name), [...PAIR_METRICS]);
});

Deno.test("headlineTexts() are of the places asked for", () => {
  assert.deepEqual(headlineTexts(7).map(({ title }) => title), [
    "ROC-AUC",
    "Average precision",
    "NDCG@7",
    "Recall@7",
    "Hit rate@7",
    "MRR",
  ]);
});

Deno.test("printMetric() gives large values fewer decimals", () => {
  const print = (value: number | null) => printMetric(value, { decimals: 4 });
  assert.deepEqual([0.5, -1.25, 420, 123456, null, NaN].map(print), [
    "0.5000",
    "−1.2500",
    "420.00",
    "123456",
    "–",
    "–",
  ]);
});
