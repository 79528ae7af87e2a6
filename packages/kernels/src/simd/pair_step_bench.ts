// Pairs a second of one thread, on a table much larger than the caches.
// "all additions": masks, a weight of negatives, l2 scales and a context.
// version "reference": plain TypeScript    version "plain", "relaxed": WebAssembly
// Run: deno bench -A --cached-only packages/kernels/src/simd/pair_step_bench.ts
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { HEAP } from "../array_allocator.ts";
import type { PairStep, PairStepSettings } from "../pair_step.ts";
import { pairStepReference } from "../reference/pair_step.ts";
import {
  copyPairModel,
  randomPairBatch,
  randomPairModel,
} from "../spec/pair_step_fixture.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { hasRelaxedSimd, loadKernels } from "./load_kernels.ts";
import { simdPairStep } from "./pair_step.ts";

const SIZE = { itemCount: 420_000, dimensions: 128 };
const PAIRS = 16_384;
const SETTINGS: PairStepSettings = {
  loss: "logistic",
  learningRate: 0.01,
  biasRate: 0.001,
  l2: 0.01,
};

const memory = new KernelMemory();
const random = createRandom(1);
const { context, l2Scale, ...bare } = randomPairModel(
  random,
  { ...SIZE, pairs: 0, negativesPerPair: 0, inContext: true, l2Scaled: true },
  memory,
);
const versions = new Map<string, PairStep>([
  [
    "plain",
    simdPairStep(loadKernels(memory.memory, { relaxed: false }), memory),
  ],
]);
if (hasRelaxedSimd()) {
  versions.set("relaxed", simdPairStep(loadKernels(memory.memory), memory));
}

for (
  const { negativesPerPair, sharedBy, withAll = false } of [
    { negativesPerPair: 5, sharedBy: 1 },
    { negativesPerPair: 5, sharedBy: 16 },
    { negativesPerPair: 16, sharedBy: 16 },
    { negativesPerPair: 32, sharedBy: 16 },
    { negativesPerPair: 32, sharedBy: 16, withAll: true },
    { negativesPerPair: 64, sharedBy: 16 },
  ]
) {
  const shape = {
    ...SIZE,
    pairs: PAIRS,
    negativesPerPair,
    sharedBy,
    masked: withAll,
  };
  const model = withAll
    ? { ...bare, context: context!, l2Scale: l2Scale! }
    : bare;
  const settings = withAll ? { ...SETTINGS, negativeWeight: 0.5 } : SETTINGS;
  // Other pairs at each call, so that no table's row is still in a cache.
  const batches = Array.from(
    { length: 16 },
    () => randomPairBatch(random, shape, memory),
  );
  let turn = 0;
  const next = () => batches[turn++ % batches.length]!;

  // A fast wrong answer is worthless: compare before timing.
  const expected = copyPairModel(model, HEAP);
  const before = copyPairModel(bare, HEAP);
  const loss = pairStepReference(expected, batches[0]!, settings);
  for (const step of versions.values()) {
    model.anchors.values.set(before.anchors.values);
    model.itemBias.set(before.itemBias);
    model.globalBias.set(before.globalBias);
    const found = step(model, batches[0]!, settings);
    assert.ok(Math.abs(found - loss) < 1e-5 * loss, `loss ${found}`);
    for (const [i, value] of model.anchors.values.entries()) {
      const off = Math.abs(value - expected.anchors.values[i]!);
      assert.ok(off < 1e-5, `value ${i} is off by ${off}`);
    }
  }

  const group =
    `${PAIRS} pairs, ${negativesPerPair} negatives shared by ${sharedBy}`;
  if (negativesPerPair <= 16) {
    Deno.bench(
      { group, name: `reference, ${negativesPerPair} by ${sharedBy}` },
      () => {
        pairStepReference(expected, next(), settings);
      },
    );
  }
  const kind = `${negativesPerPair} by ${sharedBy}`;
  for (const [name, step] of versions) {
    Deno.bench({
      group,
      name: `${name}, ${kind}${withAll ? ", all additions" : ""}`,
      baseline: name === "plain" && !withAll,
    }, () => {
      step(model, next(), settings);
    });
  }
}
