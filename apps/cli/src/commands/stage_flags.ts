import { RELATIONS } from "@kindred/core";
import type { Flags, FlagValues } from "../arguments/flag.ts";
import { DEFAULT_QUERY_LIMIT } from "@kindred/evaluator";
import {
  DEFAULT_TRAIN_OPTIONS,
  DEVICE_CHOICES,
  TRAIN_RANGES,
  type TrainNumber,
  type TrainSplitOptions,
} from "@kindred/trainer";
import {
  DEFAULT_VALIDATION_SHARE,
  NEGATIVE_STREAMS,
  type RelationWeights,
  SPLIT_METHODS,
  type SplitCatalogueOptions,
  VALIDATION_NEGATIVES,
} from "@kindred/sampler";

/** One part of `--relation-weights`, as a regular expression. */
const RELATION_WEIGHT = `(${RELATIONS.join("|")})=\\d+(\\.\\d+)?`;

// Flags that a stage has both as a command of its own and within `run`; those of
// ingest are in ingest_flags.ts.

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

/** Flags of splitting. */
export const SPLIT_FLAGS = {
  splitMethod: {
    kind: "choice",
    choices: SPLIT_METHODS,
    default: "random",
    help: "which pairs to hold out",
  },
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
  relationWeights: {
    kind: "text",
    value: "NAME=N,…",
    pattern: {
      matches: new RegExp(`^${RELATION_WEIGHT}(,${RELATION_WEIGHT})*$`),
      words: `a list such as also_bought=1,also_viewed=0.5 of ${
        RELATIONS.join(", ")
      }`,
    },
    help: "what each relation counts; those not named keep their weight",
  },
  validationNegatives: {
    kind: "choice",
    choices: VALIDATION_NEGATIVES,
    default: "uniform",
    help:
      "how often items are in negatives: all alike, or as in held-out pairs",
  },
  negativesPerPositive: {
    kind: "number",
    min: 1,
    max: 100,
    whole: true,
    default: 1,
    help: "negatives for each held-out pair",
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
  negativeStream: {
    kind: "choice",
    choices: NEGATIVE_STREAMS,
    default: DEFAULT_TRAIN_OPTIONS.negativeStream,
    help: "draw negatives one by one, or from a shuffled stream drawn before",
  },
  rejectHits: {
    kind: "switch",
    help: "draw negatives again that go with their item in a training pair",
  },
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
  const { validationShare, countDirections, relationWeights, seed } = flags;
  const { validationNegatives, negativesPerPositive, splitMethod } = flags;
  return {
    method: splitMethod,
    validationShare,
    // What is not asked for is not given: baskets have no relations to count.
    ...countDirections ? { countDirections } : {},
    ...relationWeights === undefined
      ? {}
      : { relationWeights: readRelationWeights(relationWeights) },
    validationNegatives,
    negativesPerPositive,
    seed,
  };
}

/** Reads `also_bought=1,also_viewed=0.5`, which the flag's pattern has checked. */
function readRelationWeights(text: string): Partial<RelationWeights> {
  return Object.fromEntries(
    text.split(",").map((part) => {
      const [relation, weight] = part.split("=");
      return [relation, Number(weight)];
    }),
  );
}

/** Returns the options of a training from its flags. */
export function toTrainOptions(
  flags: FlagValues<typeof TRAIN_FLAGS & typeof SEED_FLAG>,
): TrainSplitOptions {
  const { dimensions, epochs, negatives, negativePower, seed, device } = flags;
  const { negativeStream, rejectHits } = flags;
  const { learningRate, biasRate, initialBias, l2 } = flags;
  return {
    dimensions,
    epochs,
    negatives,
    negativePower,
    negativeStream,
    rejectHits,
    learningRate,
    biasRate,
    initialBias,
    l2,
    seed,
    device,
  };
}

function trainFlag(
  name: Exclude<TrainNumber, "seed">,
  help: string,
) {
  return {
    kind: "number",
    ...TRAIN_RANGES[name],
    default: DEFAULT_TRAIN_OPTIONS[name],
    help,
  } as const;
}
