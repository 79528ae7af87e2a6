import type { Flags, FlagValues } from "../arguments/flag.ts";
import { DEFAULT_QUERY_LIMIT } from "@kindred/evaluator";
import {
  DEFAULT_TRAIN_OPTIONS,
  DEVICE_CHOICES,
  TRAIN_RANGES,
  type TrainSplitOptions,
} from "@kindred/trainer";
import {
  DEFAULT_VALIDATION_SHARE,
  type SplitCatalogueOptions,
} from "@kindred/sampler";

// Flags that a stage has both as a command of its own and within `run`.

/** Flags of every command that writes a folder. */
export const OUTPUT_FLAGS = {
  out: {
    kind: "text",
    value: "DIR",
    short: "o",
    required: true,
    help: "folder to write",
  },
  force: { kind: "switch", help: "replace what kindred wrote there before" },
} as const satisfies Flags;

/** The seed, which the stages share. */
export const SEED_FLAG = {
  seed: {
    kind: "number",
    ...TRAIN_RANGES.seed,
    default: DEFAULT_TRAIN_OPTIONS.seed,
    help: "where all randomness comes from",
  },
} as const satisfies Flags;

/** Flags of reading metadata. */
export const INGEST_FLAGS = {
  memoryLimit: {
    kind: "text",
    value: "SIZE",
    default: "4GB",
    pattern: {
      matches: /^\d+(\.\d+)? ?[KMGT]i?B$/i,
      words: "a size such as 512MB or 4GB",
    },
    help: "memory for joining, before it spills to disk",
  },
} as const satisfies Flags;

/** Flags of splitting. */
export const SPLIT_FLAGS = {
  validationShare: {
    kind: "number",
    min: 0,
    above: true,
    max: 0.99,
    default: DEFAULT_VALIDATION_SHARE,
    help: "share of the pairs to hold out",
  },
  countDirections: {
    kind: "switch",
    help: "count a relation once for each direction it is given in",
  },
} as const satisfies Flags;

/** Flags of evaluation. */
export const EVALUATE_FLAGS = {
  queryLimit: {
    kind: "number",
    min: 1,
    whole: true,
    default: DEFAULT_QUERY_LIMIT,
    help: "most items to rank the catalogue for; of more, so many are drawn",
  },
} as const satisfies Flags;

/** Flags of training. */
export const TRAIN_FLAGS = {
  dimensions: trainFlag("dimensions", "numbers in a vector"),
  epochs: trainFlag("epochs", "passes over the training pairs"),
  negatives: trainFlag("negatives", "negatives drawn for each pair"),
  negativePower: trainFlag(
    "negativePower",
    "exponent of an item's frequency in drawing negatives",
  ),
  learningRate: trainFlag("learningRate", "of the first step, falling to 0"),
  biasRate: trainFlag("biasRate", "learning rate of biases, as a share"),
  initialBias: trainFlag("initialBias", "item bias to begin with, in nats"),
  l2: trainFlag("l2", "weight of half the squared length of a vector"),
  device: {
    kind: "choice",
    choices: DEVICE_CHOICES,
    default: "auto",
    help: "where to compute; auto takes the best there is",
  },
} as const satisfies Flags;

/** Returns the options of a split from its flags. */
export function toSplitOptions(
  flags: FlagValues<typeof SPLIT_FLAGS & typeof SEED_FLAG>,
): SplitCatalogueOptions {
  const { validationShare, countDirections, seed } = flags;
  return { validationShare, countDirections, seed };
}

/** Returns the options of a training from its flags. */
export function toTrainOptions(
  flags: FlagValues<typeof TRAIN_FLAGS & typeof SEED_FLAG>,
): TrainSplitOptions {
  const { dimensions, epochs, negatives, negativePower, seed, device } = flags;
  const { learningRate, biasRate, initialBias, l2 } = flags;
  return {
    dimensions,
    epochs,
    negatives,
    negativePower,
    learningRate,
    biasRate,
    initialBias,
    l2,
    seed,
    device,
  };
}

function trainFlag(
  name: Exclude<keyof typeof DEFAULT_TRAIN_OPTIONS, "seed">,
  help: string,
) {
  return {
    kind: "number",
    ...TRAIN_RANGES[name],
    default: DEFAULT_TRAIN_OPTIONS[name],
    help,
  } as const;
}
