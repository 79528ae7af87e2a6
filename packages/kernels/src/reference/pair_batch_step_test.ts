import { createRandom, type PairBatch } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose } from "../_testing.ts";
import { HEAP } from "../array_allocator.ts";
import { ADAGRAD_EPSILON, ADAM_EPSILON } from "../optimizer_constants.ts";
import { createOptimizerState } from "../optimizer_state.ts";
import type { PairModel } from "../pair_model.ts";
import { PAIR_LOSSES, type PairStepSettings } from "../pair_step.ts";
import {
  copyPairModel,
  type PairCase,
  randomPairBatch,
  randomPairModel,
} from "../spec/pair_step_fixture.ts";
import { pairBatchStepReference } from "./pair_batch_step.ts";
import { pairStepReference } from "./pair_step.ts";

/** Sums of some dozen numbers that are each rounded to single precision. */
const CLOSE = { absolute: 1e-5, relative: 1e-5 };

const SETTINGS: PairStepSettings = {
  loss: "logistic",
  // So low that no step is bounded by what the loss is curved.
  learningRate: 0.01,
  biasRate: 0.005,
  l2: 0,
  negativeWeight: 0.3,
};

/** Few items, so that rows recur within groups and between them, in all roles. */
const CASE: PairCase = {
  itemCount: 9,
  dimensions: 5,
  pairs: 22,
  negativesPerPair: 3,
  sharedBy: 4,
  labelled: true,
  masked: true,
  inContext: true,
  l2Scaled: true,
};

/** All that is trained, one part after the other. */
function numbersOf(model: PairModel): number[] {
  const { anchors, targets, itemBias, globalBias } = model;
  const tables = [...new Set([anchors.values, targets.values])];
  return [...tables, itemBias, globalBias].flatMap((part) => [...part]);
}

/** The groups of a batch, each as a batch of its own. */
function groupsOf(batch: PairBatch): PairBatch[] {
  const { negativesPerPair: k, sharedBy = 1, anchor } = batch;
  const groups: PairBatch[] = [];
  for (let first = 0; first < anchor.length; first += sharedBy) {
    const drawn = first / sharedBy * k;
    groups.push({
      ...batch,
      anchor: anchor.subarray(first, first + sharedBy),
      positive: batch.positive.subarray(first, first + sharedBy),
      negative: batch.negative.subarray(drawn, drawn + k),
      ...batch.label &&
        { label: batch.label.subarray(first, first + sharedBy) },
      ...batch.weight &&
        { weight: batch.weight.subarray(first, first + sharedBy) },
      ...batch.masked && { masked: batch.masked.subarray(drawn, drawn + k) },
    });
  }
  return groups;
}

function assertNumbers(
  actual: readonly number[],
  expected: readonly number[],
): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assertClose(actual[i]!, value, CLOSE, `number ${i}`);
  }
}

for (const loss of PAIR_LOSSES) {
  for (const twoTables of [false, true]) {
    Deno.test(`pairBatchStepReference() adds up what each group alone would do, ${loss}, ${twoTables ? "two tables" : "one table"}`, () => {
      const settings = { ...SETTINGS, loss };
      for (let seed = 1; seed <= 20; seed++) {
        const random = createRandom(seed);
        const of = { ...CASE, twoTables };
        const model = randomPairModel(random, of, HEAP);
        const batch = randomPairBatch(random, of, HEAP);
        const before = numbersOf(model);
        const expected = [...before];
        let expectedLoss = 0;
        for (const group of groupsOf(batch)) {
          const alone = copyPairModel(model, HEAP);
          expectedLoss += pairStepReference(alone, group, settings);
          numbersOf(alone).forEach((value, i) => {
            expected[i]! += value - before[i]!;
          });
        }
        const actualLoss = pairBatchStepReference(model, batch, settings);
        assertClose(actualLoss, expectedLoss, CLOSE, "loss");
        assertNumbers(numbersOf(model), expected);
      }
    });
  }
}

Deno.test("pairBatchStepReference() counts the l2 of a row once for each part of a group", () => {
  // No errors: only l2 moves a row. Item 1 is a negative of two pairs of the first
  // group, and an anchor in the second.
  const table = {
    values: new Float32Array(12).fill(1),
    itemCount: 6,
    dimensions: 2,
  };
  const model: PairModel = {
    anchors: table,
    targets: table,
    itemBias: new Float32Array(6),
    globalBias: new Float32Array(1),
    l2Scale: Float32Array.of(1, 2, 1, 1, 1, 1),
  };
  const batch: PairBatch = {
    anchor: Uint32Array.of(0, 2, 1, 3),
    positive: Uint32Array.of(3, 4, 4, 3),
    negative: Uint32Array.of(1, 5),
    negativesPerPair: 1,
    sharedBy: 2,
    weight: new Float32Array(4),
  };
  pairBatchStepReference(model, batch, {
    ...SETTINGS,
    loss: "squared",
    l2: 0.1,
    learningRate: 1,
    biasRate: 0,
    // What is left of an error by rounding: nothing, as weights are 0.
    negativeWeight: 0,
  });
  const first = (row: number) => table.values[2 * row]!;
  // As an anchor once; negatives that count nothing have no l2.
  assertNumbers([first(0), first(1), first(2)], [0.9, 0.8, 0.9]);
  // A positive of two groups, and one whose pair is passed over.
  assertNumbers([first(4), first(5), first(3)], [0.8, 1, 0.9]);
});

Deno.test("pairBatchStepReference() steps no further than the loss of a row's pairs is curved", () => {
  // Item 0 is the anchor of three pairs with vectors of squared length 1, 4 and 9.
  const modelOf = (): PairModel => {
    const table = {
      values: Float32Array.of(0, 1, 2, 3),
      itemCount: 4,
      dimensions: 1,
    };
    return {
      anchors: table,
      targets: table,
      itemBias: new Float32Array(4),
      globalBias: new Float32Array(1),
    };
  };
  const batch: PairBatch = {
    anchor: Uint32Array.of(0, 0, 0),
    positive: Uint32Array.of(1, 2, 3),
    negative: new Uint32Array(0),
    negativesPerPair: 0,
    weight: Float32Array.of(1, 1, 2),
  };
  const step = (loss: "logistic" | "squared", l2: number, rate: number) => {
    const model = modelOf();
    const settings = { loss, l2, learningRate: rate, biasRate: rate };
    pairBatchStepReference(model, batch, settings);
    const [first] = model.anchors.values;
    return { first, bias: model.itemBias[0], whole: model.globalBias[0] };
  };
  // All logits are 0: errors of 1, weighted, and a curvature of 1 + 4 + 18 + 3 l2.
  const squared = step("squared", 0.5, 100);
  assertNumbers([squared.first!], [(1 + 2 + 6) / (23 + 1.5)]);
  assertNumbers([squared.bias!, squared.whole!], [4 / 4, 4 / 4]);
  // Errors of one half, and a quarter of the curvature.
  const logistic = step("logistic", 0, 100);
  assertNumbers([logistic.first!], [4.5 / (23 / 4)]);
  assertNumbers([logistic.bias!, logistic.whole!], [2, 2]);
  // Below that the rate is what it is.
  assertNumbers([step("logistic", 0, 0.1).first!], [0.45]);
});

for (const kind of ["adagrad", "adam"] as const) {
  Deno.test(`pairBatchStepReference() lets a row take one step by ${kind}`, () => {
    const random = createRandom(5);
    const model = randomPairModel(random, CASE, HEAP);
    const batch = randomPairBatch(random, CASE, HEAP);
    const plain = copyPairModel(model, HEAP);
    const before = numbersOf(model);
    const settings = { ...SETTINGS, l2: 0.03, learningRate: 1, biasRate: 1 };
    const low = 2 ** -7;
    pairBatchStepReference(plain, batch, {
      ...settings,
      learningRate: low,
      biasRate: low,
    });
    // By plain descent at a low rate the step is the gradient times that.
    const gradients = numbersOf(plain)
      .map((value, i) => (value - before[i]!) / low);
    const state = createOptimizerState(kind, model, HEAP);
    pairBatchStepReference(model, batch, settings, state);
    const tableNumbers = CASE.itemCount * CASE.dimensions;
    const expected = gradients.map((g, i) => {
      // At the first step Adam's mean is g, and its square g².
      if (kind === "adam") return g / (Math.abs(g) + ADAM_EPSILON);
      const width = i < tableNumbers ? CASE.dimensions : 1;
      const start = i - i % width;
      const row = width === 1 ? [g] : gradients.slice(start, start + width);
      const square = row.reduce((sum, x) => sum + x * x, 0) / width;
      return g / Math.sqrt(square + ADAGRAD_EPSILON);
    });
    numbersOf(model).forEach((value, i) => {
      // The gradient itself is a difference of rounded numbers.
      if (Math.abs(gradients[i]!) < 0.1) return;
      assertClose(
        value - before[i]!,
        expected[i]!,
        { absolute: 1e-3, relative: 1e-3 },
        `number ${i}`,
      );
    });
  });
}

Deno.test("pairBatchStepReference() leaves all as it is where every pair is passed over", () => {
  const random = createRandom(1);
  const model = randomPairModel(random, CASE, HEAP);
  const before = numbersOf(model);
  const state = createOptimizerState("adam", model, HEAP);
  state.tensors["globalBias.mean"]![0] = 1;
  const rows = Uint32Array.of(1, 2);
  const loss = pairBatchStepReference(
    model,
    {
      anchor: rows,
      positive: rows,
      negative: Uint32Array.of(3, 4),
      negativesPerPair: 1,
    },
    SETTINGS,
    state,
  );
  assert.equal(loss, 0);
  assert.deepEqual(numbersOf(model), before);
});

Deno.test("pairBatchStepReference() throws RangeError if parts do not fit together", () => {
  const model = randomPairModel(createRandom(1), CASE, HEAP);
  assert.throws(
    () =>
      pairBatchStepReference(model, {
        anchor: new Uint32Array(2),
        positive: new Uint32Array(1),
        negative: new Uint32Array(0),
        negativesPerPair: 0,
      }, SETTINGS),
    RangeError,
  );
});
