import type { WeightedPairs } from "@kindred/core";
import type { ResolvedTrainOptions } from "../train_options.ts";
import type { PairSettings } from "../work/pair_work.ts";
import type { ArrayMaker } from "../work/train_kernels.ts";

/** Items for which a pair's negatives count as much as the pair. */
const ITEMS_FOR_ONE_NEGATIVE = 1000;

/** The least and the most that a pair's negatives count, where the pair counts 1. */
const NEGATIVES_TOGETHER = { min: 0.5, max: 3 };

/** What l2 is, times the root of the mean number of pairs of an item. */
const L2_BY_ROOT_DEGREE = 0.15;

/**
 * Returns the settings of all steps, those among them that follow from the pairs.
 *
 * @param options What was asked for.
 * @param degree How many pairs each item has, uint32, shape `[items]`.
 */
export function pairSettings(
  options: ResolvedTrainOptions,
  degree: Uint32Array,
): PairSettings {
  const { learningRate, schedule, restartEpochs, warmup, epochs } = options;
  const { negatives, negativesSharedBy, maskHits, weightUse, model } = options;
  const { biases, biasRate, seed } = options;
  const { items, mean } = summary(degree);
  const { min, max } = NEGATIVES_TOGETHER;
  const together = within(items / ITEMS_FOR_ONE_NEGATIVE, min, max);
  return {
    loss: model === "squared" ? "squared" : "logistic",
    learningRate,
    schedule,
    restartEpochs,
    warmup,
    epochs,
    negatives,
    sharedBy: negativesSharedBy,
    negativeWeight: options.negativeWeight ?? together / negatives,
    maskHits,
    weightUse,
    biasRate: biases ? biasRate : 0,
    l2: options.l2 ?? within(L2_BY_ROOT_DEGREE / Math.sqrt(mean), 0.03, 0.05),
    seed,
  };
}

/**
 * Returns the l2 of each item as a multiple of that of all:
 * `((degree + 1) / mean) ^ power`; nothing where all are 1.
 *
 * @param degree How many pairs each item has, uint32, shape `[items]`.
 * @param power The exponent.
 * @param arrays Makes the array.
 */
export function l2Scales(
  degree: Uint32Array,
  power: number,
  arrays: ArrayMaker,
): Float32Array | undefined {
  if (power === 0) return undefined;
  const { mean } = summary(degree);
  const scales = arrays.float32(degree.length);
  for (const [item, pairs] of degree.entries()) {
    scales[item] = ((pairs + 1) / mean) ** power;
  }
  return scales;
}

/**
 * Returns weights as labels of at most 1, or as shares of a mean of 1; nothing
 * where they are not used.
 */
export function scaledWeights(
  { weight }: WeightedPairs,
  use: ResolvedTrainOptions["weightUse"],
): Float32Array | undefined {
  if (use === "none") return undefined;
  let largest = 0;
  let sum = 0;
  for (const value of weight) {
    if (value > largest) largest = value;
    sum += value;
  }
  const unit = use === "label" ? largest : sum / weight.length;
  return weight.map((value) => value / unit);
}

/** Returns how many items have a pair, and how many they have on average. */
function summary(degree: Uint32Array): { items: number; mean: number } {
  let items = 0;
  let sum = 0;
  for (const pairs of degree) {
    if (pairs > 0) items++;
    sum += pairs;
  }
  return { items, mean: sum / items };
}

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
