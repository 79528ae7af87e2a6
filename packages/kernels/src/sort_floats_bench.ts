// Run: deno bench -A --cached-only packages/kernels/src/sort_floats_bench.ts
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { descendingOrder } from "./descending_order.ts";
import { rocAuc } from "./roc_auc.ts";
import { sortFloats } from "./sort_floats.ts";

for (
  const [length, n] of [[1000, 1000], [4000, 500], [1_000_000, 5], [
    10_000_000,
    3,
  ]] as const
) {
  const random = createRandom(1);
  const scores = Float32Array.from({ length }, () => random.float() * 8 - 4);
  const labels = Uint8Array.from({ length }, () => random.below(2));

  // A fast wrong answer is worthless: compare before timing.
  const sorted = scores.slice().sort();
  assert.ok(sortFloats(scores.slice()).every((x, i) => x === sorted[i]));
  const order = descendingOrder(scores);
  assert.ok(order.every((at, i) => scores[at] === sorted[length - 1 - i]));

  const shape = { group: `${length} scores`, warmup: 1, n };
  Deno.bench({ ...shape, name: "native sort", baseline: true }, () => {
    scores.slice().sort();
  });
  Deno.bench({ ...shape, name: "sortFloats" }, () => {
    sortFloats(scores.slice());
  });
  Deno.bench({ ...shape, name: "descendingOrder" }, () => {
    descendingOrder(scores);
  });
  Deno.bench({ ...shape, name: "rocAuc" }, () => {
    rocAuc(scores, labels);
  });
}
