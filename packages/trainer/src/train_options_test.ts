import { isInRange } from "@kindred/core";
import type { NegativeStream } from "@kindred/sampler";
import assert from "node:assert/strict";
import {
  DEFAULT_TRAIN_OPTIONS,
  resolveTrainOptions,
  TRAIN_RANGES,
  type TrainNumber,
} from "./train_options.ts";

Deno.test("resolveTrainOptions() fills in every default", () => {
  const resolved = resolveTrainOptions({});
  assert.deepEqual(resolved, DEFAULT_TRAIN_OPTIONS);
  assert.notEqual(resolved, DEFAULT_TRAIN_OPTIONS);
  assert.deepEqual(
    resolveTrainOptions({ seed: undefined, epochs: 7 }),
    { ...DEFAULT_TRAIN_OPTIONS, epochs: 7 },
  );
});

Deno.test("resolveTrainOptions() keeps what was given and changes no default", () => {
  const defaults = { ...DEFAULT_TRAIN_OPTIONS };
  const given = {
    dimensions: 8,
    epochs: 2,
    negatives: 1,
    negativePower: 0,
    negativeStream: "stream" as const,
    rejectHits: true,
    learningRate: 1,
    biasRate: 0,
    initialBias: 0,
    l2: 0,
    seed: 0,
  };
  assert.deepEqual(resolveTrainOptions(given), given);
  assert.deepEqual(resolveTrainOptions({}), defaults);
});

/** Each option that is a number: its range in words, what it allows, what it refuses. */
const RANGES: Record<
  TrainNumber,
  [range: string, allowed: number[], refused: number[]]
> = {
  dimensions: ["a multiple of 4 in [4, 1024]", [4, 1024], [
    6,
    130,
    0,
    3,
    1025,
    4.5,
  ]],
  epochs: ["a whole number in [1, 10000]", [1, 10_000], [0, 10_001, 1.5]],
  negatives: ["a whole number in [1, 100]", [1, 100], [0, 101, 2.5]],
  negativePower: ["a number in [0, 2]", [0, 0.75, 2], [-0.1, 2.1]],
  learningRate: ["a number in (0, 10]", [1e-9, 10], [0, -1, 10.1]],
  biasRate: ["a number in [0, 1]", [0, 1], [-0.1, 1.1]],
  initialBias: ["a number in [-20, 20]", [-20, 20], [-21, 21]],
  l2: ["a number in [0, 1]", [0, 1], [-0.1, 1.1]],
  seed: [
    "a whole number in [0, 9007199254740991]",
    [0, Number.MAX_SAFE_INTEGER],
    [-1, 0.5, 2 ** 53],
  ],
};

for (
  const [name, [range, allowed, refused]] of Object.entries(RANGES) as [
    TrainNumber,
    [string, number[], number[]],
  ][]
) {
  Deno.test(`resolveTrainOptions() throws RangeError where ${name} is not ${range}`, () => {
    for (const value of allowed) {
      assert.equal(resolveTrainOptions({ [name]: value })[name], value);
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

Deno.test("resolveTrainOptions() throws RangeError where negativeStream is none", () => {
  const negativeStream = "river" as NegativeStream;
  assert.throws(
    () => resolveTrainOptions({ negativeStream }),
    new RangeError(
      'Cannot train: negativeStream must be one of alias, stream, got "river"',
    ),
  );
});

Deno.test("DEFAULT_TRAIN_OPTIONS lie within TRAIN_RANGES", () => {
  const numbers = Object.entries(DEFAULT_TRAIN_OPTIONS)
    .filter(([, value]) => typeof value === "number") as [
      TrainNumber,
      number,
    ][];
  assert.deepEqual(
    Object.keys(TRAIN_RANGES).sort(),
    numbers.map(([name]) => name).sort(),
  );
  for (const [name, value] of numbers) {
    assert.ok(isInRange(value, TRAIN_RANGES[name]), name);
  }
});
