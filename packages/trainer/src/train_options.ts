import { expectNumber, type NumberRange } from "@kindred/core";
import { type Schedule, SCHEDULES } from "./learning_rate.ts";
import { RECIPE_NAMES, type RecipeName, RECIPES } from "./recipes.ts";
import { WEIGHT_USES, type WeightUse } from "./work/pair_work.ts";

/** What can be learned. */
export const MODELS = ["logistic", "squared", "als"] as const;

/** One of {@linkcode MODELS}. */
export type ModelName = typeof MODELS[number];

/** What turns gradients into steps. */
export const OPTIMIZERS = ["sgd", "adagrad", "adam"] as const;

/** One of {@linkcode OPTIMIZERS}. */
export type OptimizerName = typeof OPTIMIZERS[number];

/**
 * Settings of a training. Where an option is absent its default is the
 * recipe's, see {@linkcode RECIPES}.
 */
export interface TrainOptions {
  /** Whose defaults are taken. Default `"kindred"`. */
  recipe?: RecipeName;
  /**
   * What is learned: `"logistic"`, factorization with cross entropy;
   * `"squared"`, factorization with squared error; `"als"`, implicit alternating
   * least squares.
   */
  model?: ModelName;
  /** Numbers in a vector, a multiple of 4 in [4, 1024]. */
  dimensions?: number;
  /** Passes over the training pairs, in [1, 10000]. */
  epochs?: number;
  /** Seed of everything random, a whole number >= 0. Default 1. */
  seed?: number;
  /**
   * 1: an item has one vector. 2: it has one as what is asked for and one as what
   * is found; a pair's score is the mean of both ways round. ALS always has 2.
   */
  tables?: number;
  /** Length of the vectors to begin with, about, in [0, 10]. */
  initialLength?: number;
  /** Whether items and the whole have a bias. ALS never has. */
  biases?: boolean;
  /**
   * What the weight of a pair is: `"none"`, nothing; `"label"`, what its logit
   * shall be, as a share of the largest weight; `"loss"`, how much it counts, as
   * a multiple of the mean weight.
   */
  weightUse?: WeightUse;
  /** Negatives drawn for each pair, in [1, 1000]. */
  negatives?: number;
  /** Pairs in a row that share one draw of negatives, in [1, 32]. */
  negativesSharedBy?: number;
  /** Exponent of the item frequency in drawing negatives, in [0, 2]. */
  negativePower?: number;
  /**
   * How much a negative counts, where a pair counts 1, in (0, 100]; null for what
   * suits how dense the pairs are: a pair's negatives together count 0.01 over
   * the share of all possible pairs that are known, within [0.5, 3].
   */
  negativeWeight?: number | null;
  /** Whether negatives that go with their anchor in a training pair are passed over. */
  maskHits?: boolean;
  /** What turns gradients into steps. */
  optimizer?: OptimizerName;
  /** The highest learning rate. */
  learningRate?: number;
  /** How the learning rate goes on, see `learningRateAt`. */
  schedule?: Schedule;
  /** Epochs after which the schedule begins again, in [0, 10000]; 0 for never. */
  restartEpochs?: number;
  /** Share of the training over which the rate climbs from 0, in [0, 0.9]. */
  warmup?: number;
  /** Learning rate of the biases as a share of the vectors', in [0, 1]. */
  biasRate?: number;
  /**
   * Item bias to begin with, in nats; null for half the logit of a pair among its
   * negatives, -ln(negatives · negativeWeight) / 2.
   */
  initialBias?: number | null;
  /**
   * Weight of half the squared vector length at each touch, in [0, 1]; null for
   * what suits how many pairs an item has: 0.15 / √mean, within [0.03, 0.05].
   */
  l2?: number | null;
  /**
   * Exponent of an item's number of pairs, as a multiple of the mean, in its own
   * l2, in [-1, 1]: 0 is the same for all.
   */
  l2Power?: number;
  /** How much a pair that is not known counts in ALS, where a known one counts 1. */
  unobservedWeight?: number;
  /** Weight of the squared vector length in ALS, as a share of what a row counts. */
  regularization?: number;
  /** Steps of the conjugate gradient for each row in ALS, in [1, 100]. */
  solverSteps?: number;
  /**
   * How much of its neighbours' vectors is added to each vector, in [0, 10]:
   * v_i = x_i + smoothing Σ_j x_j / √(d_i d_j) over the items j of its d_i
   * training pairs, in training (as of the epoch's beginning) and in the result.
   * Not for ALS.
   */
  smoothing?: number;
  /**
   * Ends the training when so many epochs in a row have not raised the ROC-AUC
   * of 1 in 20 training pairs that are set aside for this, and returns the best
   * epoch's model; in [0, 10000], 0 for never.
   */
  earlyStopping?: number;
  /**
   * Training pairs that a block should have at least, in [256, 16777216]: an epoch is
   * cut into blocks, which threads work on at once, and a device that computes a batch
   * at once takes none larger than a block. Default 1024.
   */
  blockPairs?: number;
  /**
   * Points that the learning curve has at least, evenly over the epochs, in
   * [1, 1000000], but at most one for each piece that the work is cut into. The
   * model does not depend on it, but the run's curve does. Default 20.
   */
  curvePoints?: number;
}

/** Every option with its value. */
export type ResolvedTrainOptions = Required<TrainOptions>;

/** Names of the options that are numbers. */
export type TrainNumber = {
  [Name in keyof ResolvedTrainOptions]: ResolvedTrainOptions[Name] extends
    number | null ? Name : never;
}[keyof ResolvedTrainOptions];

/** What each option that is a number allows. */
export const TRAIN_RANGES: Readonly<Record<TrainNumber, NumberRange>> = {
  dimensions: { min: 4, max: 1024, multipleOf: 4 },
  epochs: { min: 1, max: 10_000, whole: true },
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
  tables: { min: 1, max: 2, whole: true },
  initialLength: { min: 0, max: 10 },
  negatives: { min: 1, max: 1000, whole: true },
  negativesSharedBy: { min: 1, max: 32, whole: true },
  negativeWeight: { min: 0, above: true, max: 100 },
  negativePower: { min: 0, max: 2 },
  learningRate: { min: 0, above: true, max: 10 },
  restartEpochs: { min: 0, max: 10_000, whole: true },
  warmup: { min: 0, max: 0.9 },
  biasRate: { min: 0, max: 1 },
  initialBias: { min: -20, max: 20 },
  l2: { min: 0, max: 1 },
  l2Power: { min: -1, max: 1 },
  unobservedWeight: { min: 0, max: 1 },
  regularization: { min: 0, max: 10 },
  solverSteps: { min: 1, max: 100, whole: true },
  smoothing: { min: 0, max: 10 },
  earlyStopping: { min: 0, max: 10_000, whole: true },
  blockPairs: { min: 256, max: 2 ** 24, whole: true },
  curvePoints: { min: 1, max: 1_000_000, whole: true },
};

/** Options that may be null, for what suits the pairs. */
const FOLLOWS_FROM_PAIRS: readonly TrainNumber[] = [
  "negativeWeight",
  "initialBias",
  "l2",
];

/** Names of the options that are one of some words. */
export type TrainChoice =
  | "recipe"
  | "model"
  | "weightUse"
  | "optimizer"
  | "schedule";

/** The words that each of these options allows. */
export const TRAIN_CHOICES: {
  readonly [Name in TrainChoice]: readonly ResolvedTrainOptions[Name][];
} = {
  recipe: RECIPE_NAMES,
  model: MODELS,
  weightUse: WEIGHT_USES,
  optimizer: OPTIMIZERS,
  schedule: SCHEDULES,
};

/**
 * Returns the options with every default filled in.
 *
 * @param options What was given; an absent option takes its recipe's default.
 * @throws {RangeError} If an option is out of range, or two do not go together.
 *
 * @example
 * ```ts
 * import { resolveTrainOptions } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * assert.equal(resolveTrainOptions({ epochs: 3 }).epochs, 3);
 * assert.equal(resolveTrainOptions({ recipe: "als" }).model, "als");
 * ```
 */
export function resolveTrainOptions(
  options: TrainOptions,
): ResolvedTrainOptions {
  const { recipe = "kindred" } = options;
  expectChoice("recipe", recipe);
  const defaults = RECIPES[recipe];
  const names = Object.keys(defaults) as (keyof typeof defaults)[];
  const resolved = {
    recipe,
    ...Object.fromEntries(
      names.map((name) => [
        name,
        options[name] === undefined ? defaults[name] : options[name],
      ]),
    ),
  } as ResolvedTrainOptions;
  for (const name of Object.keys(TRAIN_CHOICES) as TrainChoice[]) {
    expectChoice(name, resolved[name]);
  }
  for (const name of Object.keys(TRAIN_RANGES) as TrainNumber[]) {
    const value = resolved[name];
    if (value === null && FOLLOWS_FROM_PAIRS.includes(name)) continue;
    expectNumber("train", name, value as number, TRAIN_RANGES[name]);
  }
  if (resolved.model === "als" && resolved.smoothing > 0) {
    throw new RangeError(
      `Cannot train: smoothing must be 0 for als, got ${resolved.smoothing}`,
    );
  }
  if (resolved.model === "als") resolved.tables = 2;
  return resolved;
}

function expectChoice(name: TrainChoice, value: string): void {
  const choices: readonly string[] = TRAIN_CHOICES[name];
  if (!choices.includes(value)) {
    throw new RangeError(
      `Cannot train: ${name} must be one of ${
        choices.join(", ")
      }, got "${value}"`,
    );
  }
}
