import { checkPairs, expectNumber } from "@kindred/core";
import { createPause } from "../_pause.ts";
import type { Interval } from "../evaluation_report.ts";
import { type Measure, measurePairs, measureQueries } from "./_measures.ts";
import { poissonWeights } from "./_poisson_weights.ts";
import type { Judged, JudgedPairs, JudgedQueries } from "./judged.ts";
import { resampleItems } from "./resample_items.ts";

/** Settings of a bootstrap over items. */
export interface ResampleOptions {
  /** How many items there are: every row is below it. */
  itemCount: number;
  /**
   * How often the items are resampled, a whole number >= 1. Default what
   * {@linkcode resamplesFor} gives for the pairs.
   */
  resamples?: number | undefined;
  /** Seed of the resamples, a whole number >= 0. Default 1. */
  seed?: number | undefined;
  /** Cancels the work. Default never. */
  signal?: AbortSignal | undefined;
}

/** A metric as it is, and of each resample: NaN where that has none. */
export interface ResampledMetric {
  /** The metric where everything counts once. */
  value: number;
  /** What no such metric is beyond. */
  bounds: Interval;
  /** The metric where items are resampled, float64, shape `[resamples]`. */
  byItems: Float64Array;
  /**
   * Where pairs are, in a quarter of as many resamples, float64; null for a
   * metric of query items.
   */
  byPairs: Float64Array | null;
}

/** The streams of the seed from here on are those of resampled pairs. */
const FIRST_STREAM = 2 ** 31 + 2 ** 16;

/**
 * Returns each metric of a scorer under so many resamples; metrics that are null
 * are left out. Lets the event loop turn about every 40 ms.
 */
export async function resampleMetrics(
  { pairs, queries }: Judged,
  resamples: number,
  options: ResampleOptions,
): Promise<Record<string, ResampledMetric>> {
  expectNumber("resample items", "the resamples", resamples, {
    min: 1,
    max: 2 ** 30,
    whole: true,
  });
  return {
    ...pairs && await resamplePairs(pairs, resamples, options),
    ...queries && await resampleQueries(queries, resamples, options),
  };
}

/** A pair counts as often as both of its items together: the product. */
async function resamplePairs(
  pairs: JudgedPairs,
  resamples: number,
  { itemCount, seed = 1, signal }: ResampleOptions,
): Promise<Record<string, ResampledMetric>> {
  const { left, right } = pairs;
  checkPairs("resample items", { left, right }, itemCount);
  const measure = measurePairs(pairs);
  const weights = new Uint8Array(left.length);
  const byItems = await repeat(measure, resamples, (r) => {
    const items = resampleItems(itemCount, seed, r);
    for (let p = 0; p < weights.length; p++) {
      weights[p] = items[left[p]!]! * items[right[p]!]!;
    }
    return weights;
  }, signal);
  const byPairs = await repeat(
    measure,
    Math.ceil(resamples / 4),
    (r) => poissonWeights(left.length, seed, FIRST_STREAM + r),
    signal,
  );
  return named(measure, byItems, byPairs);
}

/** A query item counts as often as it was drawn. */
async function resampleQueries(
  queries: JudgedQueries,
  resamples: number,
  { itemCount, seed = 1, signal }: ResampleOptions,
): Promise<Record<string, ResampledMetric>> {
  const rows = queries.items;
  checkPairs("resample items", { left: rows, right: rows }, itemCount);
  const measure = measureQueries(queries);
  const weights = new Uint8Array(rows.length);
  const byItems = await repeat(measure, resamples, (r) => {
    const items = resampleItems(itemCount, seed, r);
    for (let q = 0; q < weights.length; q++) weights[q] = items[rows[q]!]!;
    return weights;
  }, signal);
  return named(measure, byItems, null);
}

/** Takes the metrics under the weights of each resample, a column for each. */
async function repeat(
  { names, take }: Measure,
  resamples: number,
  weightsOf: (resample: number) => Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Float64Array[]> {
  const columns = names.map(() => new Float64Array(resamples));
  if (names.length === 0) return columns;
  const row = new Float64Array(names.length);
  const pause = createPause(signal);
  for (let r = 0; r < resamples; r++) {
    take(weightsOf(r), row);
    for (let m = 0; m < row.length; m++) columns[m]![r] = row[m]!;
    await pause();
  }
  return columns;
}

function named(
  { names, values, bounds }: Measure,
  byItems: Float64Array[],
  byPairs: Float64Array[] | null,
): Record<string, ResampledMetric> {
  const metrics: Record<string, ResampledMetric> = {};
  for (const [m, name] of names.entries()) {
    const value = values[m]!;
    if (Number.isNaN(value)) continue;
    metrics[name] = {
      value,
      bounds: bounds[m]!,
      byItems: byItems[m]!,
      byPairs: byPairs?.[m] ?? null,
    };
  }
  return metrics;
}
