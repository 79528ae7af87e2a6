// version "repeated": pairMetrics of pairs that occur as often as their weight
// version "weighted": weightedPairMetrics of pairs that were sorted once
// Run: deno bench -A --cached-only packages/evaluator/src/pairs
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { pairMetrics } from "./pair_metrics.ts";
import { sortPairs } from "./sorted_pairs.ts";
import { weightedPairMetrics } from "./weighted_pair_metrics.ts";

/** The validation pairs of a split of Beauty. */
const PAIRS = 160_000;

const random = createRandom(1);
const labels = Uint8Array.from({ length: PAIRS }, (_, i) => i % 2);
const scores = Float32Array.from(labels, (label) => {
  const noise = random.float() + random.float() + random.float();
  return 3 * noise + 3 * label - 6;
});
/** Drawn from Poisson(1), as the weight of an item is. */
function drawWeight(): number {
  let weight = 0;
  for (let p = random.float(); p > Math.exp(-1); p *= random.float()) weight++;
  return weight;
}
const weights = Uint8Array.from(scores, () => drawWeight() * drawWeight());
const positions = [...weights.keys()].flatMap((i) =>
  new Array<number>(weights[i]!).fill(i)
);

for (const logits of [true, false]) {
  const sorted = sortPairs({ scores, labels, logits });
  const weighted = () => weightedPairMetrics(sorted, weights)!;
  const repeated = () =>
    pairMetrics({
      scores: Float32Array.from(positions, (i) => scores[i]!),
      labels: Uint8Array.from(positions, (i) => labels[i]!),
      logits,
    });

  // A fast wrong answer is worthless: compare before timing.
  assert.equal(weighted().rocAuc, repeated().rocAuc);
  assert.equal(weighted().bestF1, repeated().bestF1);
  assert.equal(weighted().cliff, repeated().cliff);

  const group = `160,000 pairs, ${logits ? "logits" : "scores"}`;
  Deno.bench({ group, name: "repeated", baseline: true }, () => {
    repeated();
  });
  Deno.bench({ group, name: "weighted" }, () => {
    weighted();
  });
}
