import type { ResolvedTrainOptions } from "./train_options.ts";

/** Defaults of all options but the recipe itself. */
export type Recipe = Omit<ResolvedTrainOptions, "recipe">;

/** Factorization with a few negatives of its own for each pair. */
const PLAIN: Recipe = {
  model: "logistic",
  dimensions: 128,
  epochs: 30,
  seed: 1,
  tables: 1,
  initialLength: 0.06,
  biases: true,
  weightUse: "none",
  negatives: 5,
  negativesSharedBy: 1,
  negativeWeight: 1,
  negativePower: 0.25,
  maskHits: false,
  optimizer: "sgd",
  learningRate: 0.3,
  schedule: "linear",
  restartEpochs: 0,
  warmup: 0,
  biasRate: 0.1,
  initialBias: null,
  l2: 0.03,
  l2Power: 0,
  unobservedWeight: 0.01,
  regularization: 0.01,
  solverSteps: 3,
  smoothing: 0,
  earlyStopping: 0,
  blockPairs: 1024,
  curvePoints: 20,
};

/** The recipes there are. */
export const RECIPE_NAMES = ["kindred", "plain", "als", "baseline"] as const;

/** One of {@linkcode RECIPE_NAMES}. */
export type RecipeName = typeof RECIPE_NAMES[number];

/** Every default, by recipe, in one place; `BENCHMARKS.md` has the evidence. */
export const RECIPES: Readonly<Record<RecipeName, Recipe>> = {
  /**
   * The best there is: logistic factorization with many shared negatives, over
   * vectors that are smoothed along the training pairs.
   */
  kindred: {
    ...PLAIN,
    epochs: 20,
    initialLength: 1.1,
    weightUse: "loss",
    negatives: 32,
    negativesSharedBy: 16,
    negativeWeight: null,
    negativePower: 0,
    maskHits: true,
    l2: null,
    l2Power: 0.3,
    smoothing: 0.5,
  },
  /** The method's factorization at its best: plain vectors and biases, and fast. */
  plain: PLAIN,
  /** Implicit alternating least squares. */
  als: {
    ...PLAIN,
    model: "als",
    weightUse: "loss",
    epochs: 8,
    tables: 2,
    biases: false,
  },
  /**
   * The published method's own: Adam, a cosine schedule that begins again at 0.01
   * each epoch, negatives by frequency to the 0.75.
   */
  baseline: {
    ...PLAIN,
    epochs: 5,
    biases: false,
    negativePower: 0.75,
    optimizer: "adam",
    learningRate: 0.01,
    schedule: "cosine",
    restartEpochs: 1,
    biasRate: 1,
    initialBias: 0,
    l2: 1e-6,
  },
};
