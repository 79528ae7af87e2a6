import {
  BATCH_PAIRS,
  DEVICE_CHOICES,
  ENGINE_CHOICES,
  type Recipe,
  type RecipeName,
  RECIPES,
  TRAIN_CHOICES,
  TRAIN_RANGES,
  type TrainChoice,
  type TrainNumber,
  type TrainSplitOptions,
} from "@kindred/trainer";
import { UsageError } from "../arguments/usage_error.ts";
import type { Flags, FlagValues } from "../arguments/flag.ts";
import type { SEED_FLAG } from "./stage_flags.ts";

// Flags of training, which it has both as a command of its own and within `run`.

/** What a switch of a recipe can be set to. */
const ON_OFF = ["on", "off"] as const;

/** Flags of training. Where one is absent the recipe decides. */
export const TRAIN_FLAGS = {
  recipe: {
    kind: "choice",
    choices: TRAIN_CHOICES.recipe,
    default: "kindred",
    help: "whose defaults are taken for what is not given",
  },
  model: choiceFlag("model", "what is learned"),
  dimensions: numberFlag("dimensions", "numbers in a vector"),
  epochs: numberFlag("epochs", "passes over the training pairs"),
  tables: numberFlag("tables", "vectors an item has: as asked for and found"),
  initialLength: numberFlag(
    "initialLength",
    "length of the vectors to begin with",
  ),
  biases: onOffFlag("biases", "whether items and the whole have a bias"),
  weightUse: choiceFlag("weightUse", "what the weight of a pair is used for"),
  negatives: numberFlag("negatives", "negatives in a draw"),
  negativesSharedBy: numberFlag("negativesSharedBy", "pairs that share a draw"),
  negativeWeight: numberFlag("negativeWeight", "how much a negative counts"),
  negativePower: numberFlag(
    "negativePower",
    "exponent of an item's frequency in drawing negatives",
  ),
  maskHits: onOffFlag(
    "maskHits",
    "whether negatives that go with their item in training are passed over",
  ),
  optimizer: choiceFlag("optimizer", "what turns gradients into steps"),
  learningRate: numberFlag("learningRate", "the highest learning rate"),
  schedule: choiceFlag("schedule", "how the learning rate goes on"),
  restartEpochs: numberFlag(
    "restartEpochs",
    "epochs after which the schedule begins again; 0 for never",
  ),
  warmup: numberFlag("warmup", "share of training over which the rate climbs"),
  biasRate: numberFlag("biasRate", "learning rate of biases, as a share"),
  initialBias: numberFlag("initialBias", "item bias to begin with, in nats"),
  l2: numberFlag("l2", "weight of half the squared length of a vector"),
  l2Power: numberFlag("l2Power", "exponent of an item's pairs in its own l2"),
  smoothing: numberFlag("smoothing", "how much of its neighbours a vector has"),
  unobservedWeight: numberFlag(
    "unobservedWeight",
    "ALS: how much a pair that is not known counts",
  ),
  regularization: numberFlag(
    "regularization",
    "ALS: weight of squared lengths",
  ),
  solverSteps: numberFlag("solverSteps", "ALS: steps for each item"),
  earlyStopping: numberFlag(
    "earlyStopping",
    "epochs without a better one that end training; 0 for never",
  ),
  device: {
    kind: "choice",
    choices: DEVICE_CHOICES,
    default: "auto",
    help: "where to compute; auto takes the best there is",
  },
  engine: {
    kind: "choice",
    choices: ENGINE_CHOICES,
    default: "auto",
    help:
      "what to compute with: simd, TensorFlow (on a GPU), or plain TypeScript",
  },
  batchPairs: {
    kind: "number",
    min: 16,
    max: 2 ** 20,
    whole: true,
    help:
      `TensorFlow: pairs that are computed at once; default ${BATCH_PAIRS.cpu}, on a GPU ${BATCH_PAIRS.cuda}`,
  },
  blockPairs: numberFlag(
    "blockPairs",
    "pairs that a block has at least; with TensorFlow four batches",
  ),
  threads: {
    kind: "number",
    min: 1,
    max: 256,
    whole: true,
    help:
      "threads that compute; default one a processor. The result is the same",
  },
  deterministic: {
    kind: "switch",
    help: "the same bytes on every machine and runtime, not on this one alone",
  },
  checkpointEvery: {
    kind: "number",
    min: 0,
    max: 86_400,
    default: 60,
    help: "seconds between two checkpoints",
  },
} as const satisfies Flags;

/** Returns the options of a training from its flags. */
export function toTrainOptions(
  flags: FlagValues<typeof TRAIN_FLAGS & typeof SEED_FLAG>,
): TrainSplitOptions {
  const { threads, deterministic, checkpointEvery, biases, maskHits } = flags;
  const { device, engine, batchPairs, ...options } = flags;
  if (device === "cuda" && (engine === "simd" || engine === "reference")) {
    throw new UsageError(
      `Cannot train: --device must be auto or cpu beside --engine ${engine}, got cuda`,
    );
  }
  return Object.fromEntries(
    Object.entries({
      ...Object.fromEntries(
        Object.entries(options).filter(([name]) =>
          name in RECIPES.kindred || name === "recipe"
        ),
      ),
      biases: isOn(biases),
      maskHits: isOn(maskHits),
      device,
      engine,
      batchPairs,
      threads,
      portable: deterministic,
      checkpointSeconds: checkpointEvery,
    }).filter(([, value]) => value !== undefined),
  );
}

function isOn(word: typeof ON_OFF[number] | undefined): boolean | undefined {
  return word === undefined ? undefined : word === "on";
}

function numberFlag(name: Exclude<TrainNumber, "seed">, help: string) {
  return {
    kind: "number",
    ...TRAIN_RANGES[name],
    help: `${help}; ${defaultsOf(name)}`,
  } as const;
}

function choiceFlag<Name extends Exclude<TrainChoice, "recipe">>(
  name: Name,
  help: string,
) {
  return {
    kind: "choice",
    choices: TRAIN_CHOICES[name],
    help: `${help}; ${defaultsOf(name)}`,
  } as const;
}

function onOffFlag(name: "biases" | "maskHits", help: string) {
  return {
    kind: "choice",
    choices: ON_OFF,
    help: `${help}; ${defaultsOf(name)}`,
  } as const;
}

/** Returns a default in words, and those of recipes that have another. */
function defaultsOf(name: keyof Recipe): string {
  const show = (value: Recipe[keyof Recipe]): string =>
    value === null
      ? "by the data"
      : typeof value === "boolean"
      ? ON_OFF[value ? 0 : 1]
      : String(value);
  const own = RECIPES.kindred[name];
  const others = (Object.keys(RECIPES) as RecipeName[])
    .filter((recipe) => RECIPES[recipe][name] !== own)
    .map((recipe) => `${recipe} ${show(RECIPES[recipe][name])}`);
  return [`default ${show(own)}`, ...others].join(", ");
}
