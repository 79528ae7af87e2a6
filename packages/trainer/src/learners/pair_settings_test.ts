import assert from "node:assert/strict";
import { pairsOf } from "../_testing.ts";
import { resolveTrainOptions, type TrainOptions } from "../train_options.ts";
import { SHARED } from "@kindred/kernels";
import { l2Scales, pairSettings, scaledWeights } from "./pair_settings.ts";

const settingsOf = (options: TrainOptions, degree: Uint32Array) =>
  pairSettings(resolveTrainOptions(options), degree);

/** So many items of so many pairs each, and one of none. */
const degrees = (items: number, pairs: number): Uint32Array =>
  new Uint32Array(items + 1).fill(pairs, 0, items);

const near = (actual: number, expected: number): void =>
  assert.ok(
    Math.abs(actual - expected) <= 1e-12 * Math.abs(expected),
    `${actual} instead of ${expected}`,
  );

Deno.test("pairSettings() takes what is given", () => {
  assert.deepEqual(
    settingsOf({
      model: "squared",
      learningRate: 0.2,
      schedule: "cosine",
      restartEpochs: 2,
      warmup: 0.1,
      epochs: 7,
      negatives: 3,
      negativesSharedBy: 4,
      negativeWeight: 0.7,
      maskHits: false,
      weightUse: "label",
      biasRate: 0.3,
      biases: true,
      l2: 0.02,
      seed: 9,
    }, degrees(10, 3)),
    {
      loss: "squared",
      learningRate: 0.2,
      schedule: "cosine",
      restartEpochs: 2,
      warmup: 0.1,
      epochs: 7,
      negatives: 3,
      sharedBy: 4,
      negativeWeight: 0.7,
      maskHits: false,
      weightUse: "label",
      biasRate: 0.3,
      l2: 0.02,
      seed: 9,
    },
  );
});

Deno.test("pairSettings() moves no bias where there shall be none", () => {
  const options = { recipe: "plain", biasRate: 0.5 } as const;
  assert.equal(settingsOf(options, degrees(9, 1)).biasRate, 0.5);
  const without = { ...options, biases: false };
  assert.equal(settingsOf(without, degrees(9, 1)).biasRate, 0);
});

Deno.test("pairSettings() weighs negatives by how many items have a pair", () => {
  const weightOf = (degree: Uint32Array) =>
    settingsOf({ negatives: 8, negativeWeight: null }, degree).negativeWeight;
  near(weightOf(degrees(1000, 10)), 1 / 8);
  near(weightOf(degrees(1500, 1)), 1.5 / 8);
  near(weightOf(degrees(3000, 5)), 3 / 8);
  near(weightOf(degrees(1_000_000, 5)), 3 / 8);
  near(weightOf(degrees(10, 3)), 0.5 / 8);
});

Deno.test("pairSettings() takes the l2 by how many pairs an item has", () => {
  const l2Of = (degree: Uint32Array) => settingsOf({ l2: null }, degree).l2;
  near(l2Of(degrees(100, 16)), 0.15 / 4);
  near(l2Of(degrees(100, 25)), 0.03);
  near(l2Of(degrees(100, 100)), 0.03);
  near(l2Of(degrees(100, 1)), 0.05);
});

Deno.test("l2Scales() are ((pairs + 1) / mean) ^ power, the mean over items with a pair", () => {
  const degree = Uint32Array.of(1, 3, 0, 8);
  const scales = l2Scales(degree, 0.5, SHARED)!;
  for (const [item, pairs] of degree.entries()) {
    assert.equal(scales[item], Math.fround(((pairs + 1) / 4) ** 0.5));
  }
  assert.ok(scales.buffer instanceof SharedArrayBuffer);
  const inverse = l2Scales(degree, -1, SHARED)!;
  assert.deepEqual([...inverse], [2, 1, 4, 4 / 9].map(Math.fround));
  assert.equal(l2Scales(degree, 0, SHARED), undefined);
});

Deno.test("scaledWeights() are shares of the largest as labels, multiples of the mean in the loss", () => {
  const pairs = {
    ...pairsOf([[0, 1], [1, 2], [2, 3]]),
    weight: Float32Array.of(1, 4, 1),
  };
  assert.deepEqual([...scaledWeights(pairs, "label")!], [0.25, 1, 0.25]);
  assert.deepEqual([...scaledWeights(pairs, "loss")!], [0.5, 2, 0.5]);
  assert.equal(scaledWeights(pairs, "none"), undefined);
  assert.deepEqual([...pairs.weight], [1, 4, 1]);
});
