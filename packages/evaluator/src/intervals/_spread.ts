import type { Interval } from "../evaluation_report.ts";
import type { ResampledMetric } from "./_resample_metrics.ts";

/** How far a metric, or a difference of two, may be from the truth. */
export interface Spread {
  /** The 95 % interval. */
  interval: Interval;
  /** The standard error. */
  error: number;
}

/** Least share of the resamples that must have a metric. */
const LEAST_SHARE = 0.9;

/**
 * Returns how far a metric may be from the truth, or null where too many of the
 * resamples have none. The interval is that between the 2.5th and the 97.5th
 * percentile of the resamples, with two corrections.
 *
 * It is moved so that their mean lies on the metric: the largest of noisy numbers,
 * such as a cliff, is larger in every resample. It ends at the metric's bounds.
 *
 * For pair metrics it is drawn together where resampling items spreads it too
 * far. Say a pair adds a + b + e: something of each of its items, and something of
 * its own. A weight w of variance 1 for each item makes products that vary by 3,
 * so that e² is counted three times; products of two pairs with an item in common
 * covary by 1, so that what they share is counted once. Under weights for pairs e²
 * is counted once, and so are a² and b² for each pair. The variance is thus
 * V(items) - 2 V(pairs), and at least V(pairs): it is what summing over pairs with
 * an item in common comes to (Fafchamps and Gubert 2007,
 * doi 10.1016/j.jdeveco.2006.05.005).
 */
export function spreadOf(metric: ResampledMetric): Spread | null {
  const { value, bounds: [least, most], byItems, byPairs } = metric;
  const drawn = byItems.filter((resample) => !Number.isNaN(resample)).sort();
  if (drawn.length < LEAST_SHARE * byItems.length) return null;
  const variance = varianceOf(drawn);
  const error = Math.sqrt(
    byPairs === null ? variance : dyadicVariance(variance, byPairs),
  );
  const scale = variance === 0 ? 1 : error / Math.sqrt(variance);
  const mean = meanOf(drawn);
  const end = (share: number): number => {
    const moved = value + (percentile(drawn, share) - mean) * scale;
    return Math.min(most, Math.max(least, moved));
  };
  return { interval: [end(0.025), end(0.975)], error };
}

function dyadicVariance(byItems: number, pairs: Float64Array): number {
  const byPairs = varianceOf(
    pairs.filter((resample) => !Number.isNaN(resample)),
  );
  return Math.min(byItems, Math.max(byItems - 2 * byPairs, byPairs));
}

function varianceOf(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares / (values.length - 1);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Between two of the ascending values, straight. */
function percentile(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1);
  const below = ascending[Math.floor(at)]!;
  const above = ascending[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}
