import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { PAIR_METRICS, pairMetrics } from "../pairs/pair_metrics.ts";
import { sortPairs } from "../pairs/sorted_pairs.ts";
import { weightedPairMetrics } from "../pairs/weighted_pair_metrics.ts";
import { pairCells } from "./_pair_cells.ts";

function draw(n: number, scoreOf: (label: number) => number) {
  const random = createRandom(4);
  const labels = Uint8Array.from({ length: n }, () => random.below(2));
  return { labels, scores: Float32Array.from(labels, scoreOf), logits: true };
}

/** The metrics where each cell counts as often as it has pairs. */
function metricsOfCells(pairs: ReturnType<typeof draw>, most?: number) {
  const { cellOf, cells } = pairCells(pairs, most);
  const weights = new Float32Array(cells.labels.length);
  for (const cell of cellOf) weights[cell]!++;
  return { cells, metrics: weightedPairMetrics(sortPairs(cells), weights)! };
}

Deno.test("pairCells() loses nothing where there are few scores", () => {
  const random = createRandom(5);
  const pairs = draw(5000, (label) => random.below(8) + 2 * label - 5);
  const exact = pairMetrics(pairs);
  const { cells, metrics } = metricsOfCells(pairs);
  assert.ok(cells.labels.length <= 2 * 10);
  for (const name of PAIR_METRICS) {
    assert.ok(Math.abs(metrics[name]! - exact[name]!) < 1e-12, name);
  }
});

Deno.test("pairCells() blurs metrics by far less than pairs vary", () => {
  const random = createRandom(6);
  const noise = () => random.float() + random.float() + random.float() - 1.5;
  const pairs = draw(50_000, (label) => 3 * (noise() + label - 0.5));
  const exact = pairMetrics(pairs);
  const { cells, metrics } = metricsOfCells(pairs);
  assert.ok(cells.labels.length <= 2 * 4096);
  // Their standard errors are 1e-3 and more.
  for (const name of ["rocAuc", "averagePrecision", "logLoss"] as const) {
    assert.ok(Math.abs(metrics[name]! - exact[name]!) < 1e-4, name);
  }
  for (const name of PAIR_METRICS) {
    assert.ok(Math.abs(metrics[name]! - exact[name]!) < 5e-3, name);
  }
});

Deno.test("pairCells() never parts equal scores", () => {
  const pairs = {
    scores: Float32Array.of(1, 3, 1, 1, 2, 1),
    labels: Uint8Array.of(1, 1, 0, 1, 0, 1),
    logits: false,
  };
  const { cellOf, cells } = pairCells(pairs, 3);
  assert.deepEqual([...cellOf], [2, 0, 3, 2, 1, 2]);
  assert.deepEqual([...cells.scores], [2.5, 2.5, 1, 1]);
  assert.deepEqual([...cells.labels], [1, 0, 1, 0]);
});
