import { RELATIONS } from "@kindred/core";
import type { Flags, FlagValues } from "../arguments/flag.ts";
import { DEFAULT_QUERY_LIMIT, DEFAULT_RESAMPLES } from "@kindred/evaluator";
import { TRAIN_RANGES } from "@kindred/trainer";
import { TRAIN_FLAGS } from "./train_flags.ts";
import {
  DEFAULT_VALIDATION_SHARE,
  type RelationWeights,
  SPLIT_METHODS,
  type SplitCatalogueOptions,
  VALIDATION_NEGATIVES,
} from "@kindred/sampler";

/** One part of `--relation-weights`, as a regular expression. */
const RELATION_WEIGHT = `(${RELATIONS.join("|")})=\\d+(\\.\\d+)?`;

// Flags that a stage has both as a command of its own and within `run`; those of
// ingest are in ingest_flags.ts, those of training in train_flags.ts.

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
    default: 1,
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
  k: {
    kind: "text",
    value: "N,…",
    short: "k",
    default: "10",
    pattern: {
      matches: /^[1-9]\d{0,3}(,[1-9]\d{0,3})*$/,
      words: "numbers from 1 to 9999 such as 5,10,20",
    },
    help: "how many places count in ranking metrics",
  },
  queryLimit: {
    kind: "number",
    min: 1,
    whole: true,
    default: DEFAULT_QUERY_LIMIT,
    help: "most items to rank the catalogue for; of more, so many are drawn",
  },
  resamples: {
    kind: "number",
    min: 0,
    max: 100_000,
    whole: true,
    default: DEFAULT_RESAMPLES,
    help: "behind the 95 % intervals; 0 for none",
  },
} as const satisfies Flags;

/** Flags of the commands that judge runs and may write what they find. */
export const JUDGE_FLAGS = {
  out: {
    kind: "text",
    value: "DIR",
    short: "o",
    help:
      "folder for the report with curves and plots; none is written without",
  },
  plots: {
    kind: "text",
    value: "DIR",
    help: "folder for the plots alone, as SVG and Vega-Lite specs",
  },
  force: OUTPUT_FLAGS.force,
  ...EVALUATE_FLAGS,
  threads: TRAIN_FLAGS.threads,
  split: {
    kind: "text",
    value: "DIR",
    help: "the run's split, if it was moved",
  },
  catalogue: {
    kind: "text",
    value: "DIR",
    help: "the split's catalogue, if it was moved",
  },
} as const satisfies Flags;

/** Returns the options of an evaluation from its flags. */
export function toEvaluateOptions(
  { k, queryLimit, resamples }: FlagValues<typeof EVALUATE_FLAGS>,
): { k: number[]; queryLimit: number; resamples: number } {
  return { k: k.split(",").map(Number), queryLimit, resamples };
}

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
