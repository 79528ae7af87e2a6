import type { Interval } from "../evaluation_report.ts";
import {
  PAIR_METRICS,
  type PairMetrics,
  pairMetrics,
} from "../pairs/pair_metrics.ts";
import { sortPairs } from "../pairs/sorted_pairs.ts";
import { weightedPairMetrics } from "../pairs/weighted_pair_metrics.ts";
import { pairCells } from "./_pair_cells.ts";
import type { JudgedPairs, JudgedQueries } from "./judged.ts";

/** Pair metrics that are no shares. */
const BOUNDS: Partial<Record<keyof PairMetrics, Interval>> = {
  bestF1Threshold: [-Infinity, Infinity],
  thresholdAtRecall90: [-Infinity, Infinity],
  logLoss: [0, Infinity],
};

/** No metrics. */
const NOTHING: Measure = { names: [], values: [], bounds: [], take() {} };

/** Some metrics that are taken again and again under other weights. */
export interface Measure {
  /** Names of the metrics, `[m]`. */
  names: readonly string[];
  /** The metrics where everything counts once, `[m]`. */
  values: readonly number[];
  /** What no such metric is beyond, `[m]`. */
  bounds: readonly Interval[];
  /**
   * Writes the metrics, NaN for one that there is not.
   *
   * @param weights How often each pair or query item counts, uint8.
   * @param into float64, shape `[m]`.
   */
  take(weights: Uint8Array, into: Float64Array): void;
}

/**
 * The pair metrics; none where a class of pairs is missing. Classes keep the
 * share of the pairs that they have: it was chosen, not found, and precision, F1,
 * loss and calibration would go up and down with it.
 *
 * Pairs of about the same score are weighted together: how far a metric moves is
 * wanted here, not where it is.
 */
export function measurePairs(pairs: JudgedPairs): Measure {
  const positives = pairs.labels.reduce((sum, label) => sum + label, 0);
  const negatives = pairs.labels.length - positives;
  if (positives === 0 || negatives === 0) return NOTHING;
  const exact = pairMetrics(pairs);
  const { cellOf, cells } = pairCells(pairs);
  const { labels } = cells;
  const sorted = sortPairs(cells);
  const sums = new Float64Array(labels.length);
  const balanced = new Float32Array(labels.length);
  return {
    names: PAIR_METRICS,
    values: PAIR_METRICS.map((name) => exact[name] ?? NaN),
    bounds: PAIR_METRICS.map((name) => BOUNDS[name] ?? [0, 1]),
    take(weights, into) {
      sums.fill(0);
      for (let p = 0; p < weights.length; p++) sums[cellOf[p]!]! += weights[p]!;
      let all = 0;
      let ofPositives = 0;
      for (let c = 0; c < sums.length; c++) {
        all += sums[c]!;
        ofPositives += sums[c]! * labels[c]!;
      }
      // A class without weight stays without: 0 is 0 by any factor.
      const negative = negatives / Math.max(1, all - ofPositives);
      const more = positives / Math.max(1, ofPositives) - negative;
      for (let c = 0; c < sums.length; c++) {
        balanced[c] = sums[c]! * (negative + more * labels[c]!);
      }
      const metrics = weightedPairMetrics(sorted, balanced);
      for (const [m, name] of PAIR_METRICS.entries()) {
        into[m] = metrics?.[name] ?? NaN;
      }
    },
  };
}

/**
 * The means over query items; none where there are no query items.
 *
 * @throws {RangeError} If there is not one value for each query item.
 */
export function measureQueries({ items, values }: JudgedQueries): Measure {
  if (items.length === 0) return NOTHING;
  const columns = Object.entries(values).map(([name, column]) => {
    if (column.length === items.length) return column;
    throw new RangeError(
      `Cannot resample items: "${name}" must have length ${items.length}, got ${column.length}`,
    );
  });
  return {
    names: Object.keys(values),
    values: columns.map((column) =>
      column.reduce((sum, value) => sum + value, 0) / column.length
    ),
    // A mean is within its values.
    bounds: columns.map((column) => [
      column.reduce((least, value) => Math.min(least, value), Infinity),
      column.reduce((most, value) => Math.max(most, value), -Infinity),
    ]),
    take(weights, into) {
      let total = 0;
      for (const weight of weights) total += weight;
      for (const [m, column] of columns.entries()) {
        let sum = 0;
        for (let q = 0; q < column.length; q++) sum += weights[q]! * column[q]!;
        into[m] = sum / total;
      }
    },
  };
}
