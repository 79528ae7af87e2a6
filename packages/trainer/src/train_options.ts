import { expectNumber, type NumberRange } from "@kindred/core";
import { NEGATIVE_STREAMS, type NegativeStream } from "@kindred/sampler";

/** Settings of a training. */
export interface TrainOptions {
  /** Numbers in a vector, a multiple of 4 in [4, 1024]. Default 128. */
  dimensions?: number;
  /** Passes over the training pairs, in [1, 10000]. Default 30. */
  epochs?: number;
  /** Negatives drawn for each pair, in [1, 100]. Default 5. */
  negatives?: number;
  /** Exponent of the item frequency in drawing negatives, in [0, 2]. Default 0.25. */
  negativePower?: number;
  /**
   * How negatives are drawn, see `createNegativeSampler` of
   * `@kindred/sampler`. Default `"alias"`.
   */
  negativeStream?: NegativeStream;
  /**
   * Whether negatives that go with their anchor in a training pair are drawn
   * again. Default false.
   */
  rejectHits?: boolean;
  /** Learning rate of the first step; it falls linearly to 0. Default 0.3. */
  learningRate?: number;
  /** Learning rate of the biases as a share of the vectors', in [0, 1]. Default 0.1. */
  biasRate?: number;
  /** Item bias to begin with, in nats. Default -0.8. */
  initialBias?: number;
  /** Weight of half the squared vector length at each touch, >= 0. Default 0.03. */
  l2?: number;
  /** Seed of everything random, a whole number >= 0. Default 1. */
  seed?: number;
}

/** Every default, in one place; `BENCHMARKS.md` has the evidence. */
export const DEFAULT_TRAIN_OPTIONS: Required<TrainOptions> = {
  dimensions: 128,
  epochs: 30,
  negatives: 5,
  negativePower: 0.25,
  negativeStream: "alias",
  rejectHits: false,
  learningRate: 0.3,
  biasRate: 0.1,
  initialBias: -0.8,
  l2: 0.03,
  seed: 1,
};

/** Names of the options that are numbers. */
export type TrainNumber = Exclude<
  keyof TrainOptions,
  "negativeStream" | "rejectHits"
>;

/** What each option that is a number allows. */
export const TRAIN_RANGES: Readonly<Record<TrainNumber, NumberRange>> = {
  dimensions: { min: 4, max: 1024, multipleOf: 4 },
  epochs: { min: 1, max: 10_000, whole: true },
  negatives: { min: 1, max: 100, whole: true },
  negativePower: { min: 0, max: 2 },
  learningRate: { min: 0, above: true, max: 10 },
  biasRate: { min: 0, max: 1 },
  initialBias: { min: -20, max: 20 },
  l2: { min: 0, max: 1 },
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
};

/**
 * Returns the options with every default filled in.
 *
 * @param options What was given; an absent option takes its default.
 * @throws {RangeError} If a number is out of range, or `negativeStream` is none
 * of its values.
 *
 * @example
 * ```ts
 * import { resolveTrainOptions } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * assert.equal(resolveTrainOptions({ epochs: 3 }).epochs, 3);
 * assert.ok(resolveTrainOptions({}).dimensions % 4 === 0);
 * ```
 */
export function resolveTrainOptions(
  options: TrainOptions,
): Required<TrainOptions> {
  const resolved = { ...DEFAULT_TRAIN_OPTIONS };
  for (const name of Object.keys(TRAIN_RANGES) as TrainNumber[]) {
    resolved[name] = expectNumber(
      "train",
      name,
      options[name] ?? DEFAULT_TRAIN_OPTIONS[name],
      TRAIN_RANGES[name],
    );
  }
  resolved.negativeStream = options.negativeStream ?? resolved.negativeStream;
  if (!NEGATIVE_STREAMS.includes(resolved.negativeStream)) {
    throw new RangeError(
      `Cannot train: negativeStream must be one of ${
        NEGATIVE_STREAMS.join(", ")
      }, got "${resolved.negativeStream}"`,
    );
  }
  resolved.rejectHits = options.rejectHits ?? resolved.rejectHits;
  return resolved;
}
