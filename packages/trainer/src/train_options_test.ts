import { isInRange } from "@kindred/core";
import assert from "node:assert/strict";
import { RECIPE_NAMES, RECIPES } from "./recipes.ts";
import {
  resolveTrainOptions,
  TRAIN_CHOICES,
  TRAIN_RANGES,
  type TrainChoice,
  type TrainNumber,
  type TrainOptions,
} from "./train_options.ts";

for (const recipe of RECIPE_NAMES) {
  Deno.test(`resolveTrainOptions() fills in every default of the recipe ${recipe}`, () => {
    const defaults = structuredClone(RECIPES[recipe]);
    const resolved = resolveTrainOptions({ recipe });
    assert.deepEqual(resolved, { recipe, ...defaults });
    assert.deepEqual(
      resolveTrainOptions({ recipe, seed: undefined, epochs: 7 }),
      { recipe, ...defaults, epochs: 7 },
    );
    assert.deepEqual(RECIPES[recipe], defaults);
    // What is resolved is what a checkpoint and a manifest hold.
    assert.deepEqual(resolveTrainOptions(resolved), resolved);
    assert.deepEqual(JSON.parse(JSON.stringify(resolved)), resolved);
  });
}

Deno.test("resolveTrainOptions() takes the recipe kindred by default", () => {
  assert.deepEqual(
    resolveTrainOptions({}),
    resolveTrainOptions({ recipe: "kindred" }),
  );
});

Deno.test("resolveTrainOptions() keeps what was given", () => {
  const given = {
    recipe: "baseline",
    model: "squared",
    dimensions: 8,
    epochs: 2,
    seed: 0,
    tables: 2,
    initialLength: 0.5,
    biases: false,
    weightUse: "label",
    negatives: 1,
    negativesSharedBy: 2,
    negativeWeight: 0.5,
    negativePower: 0,
    maskHits: true,
    optimizer: "adagrad",
    learningRate: 1,
    schedule: "linear",
    restartEpochs: 3,
    warmup: 0.1,
    biasRate: 0,
    initialBias: -1,
    l2: 0,
    l2Power: -0.5,
    unobservedWeight: 0,
    regularization: 0,
    solverSteps: 1,
    smoothing: 0,
    earlyStopping: 4,
    blockPairs: 512,
    curvePoints: 7,
  } as const;
  assert.deepEqual(resolveTrainOptions(given), given);
});

Deno.test("resolveTrainOptions() keeps null where that is for what suits the pairs", () => {
  const nulls = { negativeWeight: null, initialBias: null, l2: null };
  for (const recipe of RECIPE_NAMES) {
    const { negativeWeight, initialBias, l2 } = resolveTrainOptions({
      recipe,
      ...nulls,
    });
    assert.deepEqual({ negativeWeight, initialBias, l2 }, nulls);
  }
  const none = null as unknown as number;
  assert.throws(
    () => resolveTrainOptions({ epochs: none }),
    new RangeError(
      "Cannot train: epochs must be a whole number in [1, 10000], got null",
    ),
  );
});

Deno.test("resolveTrainOptions() gives alternating least squares two tables", () => {
  const als = { model: "als", smoothing: 0, tables: 1 } as const;
  assert.equal(resolveTrainOptions(als).tables, 2);
});

Deno.test("resolveTrainOptions() throws RangeError where vectors of ALS shall be smoothed", () => {
  assert.throws(
    () => resolveTrainOptions({ recipe: "als", smoothing: 0.5 }),
    new RangeError("Cannot train: smoothing must be 0 for als, got 0.5"),
  );
});

/** Each option that is a number: its range in words, what it allows, what it refuses. */
const RANGES: Record<
  TrainNumber,
  [range: string, allowed: number[], refused: number[]]
> = {
  dimensions: [
    "a multiple of 4 in [4, 1024]",
    [4, 1024],
    [6, 130, 0, 3, 1025, 4.5],
  ],
  epochs: ["a whole number in [1, 10000]", [1, 10_000], [0, 10_001, 1.5]],
  seed: [
    "a whole number in [0, 9007199254740991]",
    [0, Number.MAX_SAFE_INTEGER],
    [-1, 0.5, 2 ** 53],
  ],
  tables: ["a whole number in [1, 2]", [1, 2], [0, 3, 1.5]],
  initialLength: ["a number in [0, 10]", [0, 10], [-0.1, 11]],
  negatives: ["a whole number in [1, 1000]", [1, 1000], [0, 1001, 2.5]],
  negativesSharedBy: ["a whole number in [1, 32]", [1, 32], [0, 33, 1.5]],
  negativeWeight: ["a number in (0, 100]", [1e-6, 100], [0, -1, 101]],
  negativePower: ["a number in [0, 2]", [0, 0.75, 2], [-0.1, 2.1]],
  learningRate: ["a number in (0, 10]", [1e-9, 10], [0, -1, 10.1]],
  restartEpochs: ["a whole number in [0, 10000]", [0, 10_000], [-1, 0.5]],
  warmup: ["a number in [0, 0.9]", [0, 0.9], [-0.1, 0.91]],
  biasRate: ["a number in [0, 1]", [0, 1], [-0.1, 1.1]],
  initialBias: ["a number in [-20, 20]", [-20, 20], [-21, 21]],
  l2: ["a number in [0, 1]", [0, 1], [-0.1, 1.1]],
  l2Power: ["a number in [-1, 1]", [-1, 1], [-1.1, 1.1]],
  unobservedWeight: ["a number in [0, 1]", [0, 1], [-0.1, 1.1]],
  regularization: ["a number in [0, 10]", [0, 10], [-0.1, 10.1]],
  solverSteps: ["a whole number in [1, 100]", [1, 100], [0, 101, 1.5]],
  smoothing: ["a number in [0, 10]", [0, 10], [-0.1, 10.1]],
  earlyStopping: ["a whole number in [0, 10000]", [0, 10_000], [-1, 0.5]],
  blockPairs: [
    "a whole number in [256, 16777216]",
    [256, 2 ** 24],
    [255, 2 ** 24 + 1, 1000.5],
  ],
  curvePoints: [
    "a whole number in [1, 1000000]",
    [1, 1_000_000],
    [0, 1_000_001, 2.5],
  ],
};

for (const [name, [range, allowed, refused]] of Object.entries(RANGES)) {
  Deno.test(`resolveTrainOptions() throws RangeError where ${name} is not ${range}`, () => {
    for (const value of allowed) {
      const resolved = resolveTrainOptions({ [name]: value });
      assert.equal(resolved[name as TrainNumber], value);
    }
    const text = "8" as unknown as number;
    for (const value of [...refused, NaN, Infinity, -Infinity, text]) {
      assert.throws(
        () => resolveTrainOptions({ [name]: value }),
        new RangeError(`Cannot train: ${name} must be ${range}, got ${value}`),
      );
    }
  });
}

/** The words of each option that is one of some. */
const WORDS: Record<TrainChoice, string> = {
  recipe: "kindred, plain, als, baseline",
  model: "logistic, squared, als",
  weightUse: "none, label, loss",
  optimizer: "sgd, adagrad, adam",
  schedule: "constant, linear, cosine",
};

for (const [name, words] of Object.entries(WORDS)) {
  Deno.test(`resolveTrainOptions() throws RangeError where ${name} is not one of ${words}`, () => {
    assert.equal(TRAIN_CHOICES[name as TrainChoice].join(", "), words);
    for (const word of ["river", "", "Adam"]) {
      assert.throws(
        () => resolveTrainOptions({ [name]: word } as TrainOptions),
        new RangeError(
          `Cannot train: ${name} must be one of ${words}, got "${word}"`,
        ),
      );
    }
  });
}

Deno.test("RECIPES lie within TRAIN_RANGES", () => {
  for (const recipe of Object.values(RECIPES)) {
    for (const [name, range] of Object.entries(TRAIN_RANGES)) {
      const value = recipe[name as Exclude<TrainNumber, "recipe">];
      assert.ok(value === null || isInRange(value, range), name);
    }
  }
});
