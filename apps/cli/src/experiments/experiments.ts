import {
  type RecipeName,
  RECIPES,
  resolveTrainOptions,
  type TrainOptions,
} from "@kindred/trainer";
import type { PublishedModel } from "./published_figures.ts";

/** What a pair's label is: 1, or its weight. */
export type LabelKind = "binary" | "continuous";

/** One of the method's experiments: a model and how it is trained. */
export interface Experiment {
  /** Its name, which is its run's folder too: `baseline-binary-bias`. */
  name: string;
  /** Whose defaults it has. */
  recipe: RecipeName;
  /** What a pair's label is; null where the model knows no labels. */
  labels: LabelKind | null;
  /** Whether items and the whole have a bias. */
  biases: boolean;
  /** What it sets, over the recipe's defaults. */
  options: TrainOptions;
  /** The published model that it is; null for one of which nothing is published. */
  published: PublishedModel | null;
}

/** The options that make a pair's label what it is. */
const LABELS: Readonly<Record<LabelKind, TrainOptions>> = {
  binary: { model: "logistic" },
  // A pair's logit shall be its weight, as a share of the largest, a negative's 0.
  continuous: { model: "squared", weightUse: "label" },
};

/**
 * Every experiment, in the order of the table: the method's recipe and Kindred's,
 * each with both labels, without biases and with them; and alternating least
 * squares, for reference.
 */
export const EXPERIMENTS: readonly Experiment[] = [
  factorization("baseline", "binary", false),
  factorization("baseline", "binary", true),
  factorization("baseline", "continuous", false),
  factorization("baseline", "continuous", true),
  factorization("kindred", "binary", false),
  factorization("kindred", "binary", true),
  factorization("kindred", "continuous", false),
  factorization("kindred", "continuous", true),
  {
    name: "als",
    recipe: "als",
    labels: null,
    biases: false,
    options: { recipe: "als" },
    published: null,
  },
];

/** Points of a curve in each epoch that begins the schedule again. */
const POINTS_AN_EPOCH = 20;

/** Points of a curve without restarts. */
const POINTS = 100;

/** What a reproduction sets for all of its experiments. */
export interface ExperimentSettings {
  /** Seed of the training. */
  seed: number;
  /** Epochs of each training. Default: the recipe's. */
  epochs?: number;
}

/**
 * Returns all options of an experiment's training. Its learning curve is fine
 * enough for what goes on within an epoch.
 *
 * @param experiment The experiment.
 * @param settings See {@linkcode ExperimentSettings}.
 */
export function trainOptionsOf(
  { options, recipe }: Experiment,
  { seed, epochs = RECIPES[recipe].epochs }: ExperimentSettings,
): TrainOptions {
  const { restartEpochs } = resolveTrainOptions(options);
  return {
    ...options,
    seed,
    epochs,
    curvePoints: restartEpochs > 0 ? POINTS_AN_EPOCH * epochs : POINTS,
  };
}

function factorization(
  recipe: "baseline" | "kindred",
  labels: LabelKind,
  biases: boolean,
): Experiment {
  const published = biases ? `${labels}-bias` as const : labels;
  return {
    name: `${recipe}-${published}`,
    recipe,
    labels,
    biases,
    options: { recipe, ...LABELS[labels], biases },
    published,
  };
}
