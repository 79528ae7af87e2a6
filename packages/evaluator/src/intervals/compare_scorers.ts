import type { Interval } from "../evaluation_report.ts";
import {
  type ResampledMetric,
  resampleMetrics,
  type ResampleOptions,
} from "./_resample_metrics.ts";
import { checkSameInput } from "./_check_same_input.ts";
import { holm } from "./_holm.ts";
import { smallestP } from "./_smallest_p.ts";
import { spreadOf } from "./_spread.ts";
import { twoSidedP } from "./_two_sided_p.ts";
import type { Judged } from "./judged.ts";
import { type Direction, metricDirection } from "./metric_direction.ts";
import { resamplesFor } from "./resamples_for.ts";

/** A scorer that is compared with others. */
export interface ComparedScorer extends Judged {
  /** What it is called: a run's name. */
  name: string;
}

/**
 * What a comparison says of the other scorer: that it is better or worse than the
 * first, that it differs where neither way is better, or that chance may be all
 * there is to it.
 */
export type Verdict = "better" | "worse" | "differs" | "no difference shown";

/** One metric of two scorers. */
export interface MetricComparison {
  /** The metric's name. */
  metric: string;
  /** Which way it is better. */
  direction: Direction;
  /** What the first scorer has. */
  first: number;
  /** What the other one has. */
  other: number;
  /** The other's less the first's: above 0 where the other has more. */
  difference: number;
  /** 95 % interval of the difference, for this metric alone. */
  interval: Interval;
  /** How likely chance makes such a difference or a larger one, either way. */
  p: number;
  /** The same with regard to all metrics and scorers compared (Holm). */
  adjustedP: number;
  /** What follows, at a level of 0.05 of `adjustedP`. */
  verdict: Verdict;
}

/** All metrics of two scorers. */
export interface ScorerComparison {
  /** Name of the scorer that the other is compared with. */
  first: string;
  /** Name of the other. */
  other: string;
  /** Metrics that both have, pair metrics first. */
  metrics: MetricComparison[];
}

/** What {@linkcode compareScorers} finds. */
export interface Comparison {
  /** How often the items were resampled. */
  resamples: number;
  /** The first scorer with each of the others, in their order. */
  comparisons: ScorerComparison[];
}

/** Adjusted p values below it are no chance. */
const LEVEL = 0.05;

/**
 * Says which differences between scorers are real: compares each scorer with the
 * first, on the same pairs and query items.
 *
 * Differences are taken within the same resamples (see {@linkcode bootstrap}), so
 * that what is hard for both scorers cancels. The interval of a difference is that
 * of the resampled differences. Its p value is that of the difference over its
 * standard error, taken for normal: sums over many pairs or query items are, and
 * counting resamples instead could give no p value below 1 in their number, which
 * no correction for many metrics would leave significant. A randomization test of
 * the query items says the same (so found Smucker, Allan and Carterette 2007, doi
 * 10.1145/1321440.1321528; a test here checks it), and has no counterpart for pair
 * metrics; so there is this one test for all. No p value is below what the signs
 * of as many differing query items could give.
 *
 * What is compared is these two models, not the recipes behind them: training
 * again with another seed may turn small differences around. What the intervals
 * of ranking metrics leave out (see {@linkcode bootstrap}), these do too.
 *
 * @param scorers Two or more, judged by the same pairs and query items in the
 * same order; not changed.
 * @param options See {@linkcode ResampleOptions}.
 * @returns A comparison for each scorer but the first. Thresholds are not
 * compared (see {@linkcode METRIC_DIRECTION}).
 * @throws {RangeError} If there are fewer than two scorers, pairs or query items
 * of two are not the same, or for what {@linkcode bootstrap} refuses.
 * @throws The signal's reason, if it cancels the work.
 *
 * @example
 * ```ts
 * import { compareScorers } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const items = Uint32Array.from({ length: 300 }, (_, i) => i);
 * const scorer = (name: string, hit: (i: number) => boolean) => ({
 *   name,
 *   pairs: null,
 *   queries: {
 *     items,
 *     values: { hitRateAt10: Float64Array.from(items, (i) => hit(i) ? 1 : 0) },
 *   },
 * });
 * const { comparisons } = await compareScorers([
 *   scorer("before", (i) => i % 3 === 0),
 *   scorer("after", (i) => i % 2 === 0),
 * ], { itemCount: 300 });
 * const [hitRate] = comparisons[0]!.metrics;
 * assert.equal(hitRate!.difference, 1 / 2 - 1 / 3);
 * assert.equal(hitRate!.verdict, "better");
 * ```
 */
export async function compareScorers(
  scorers: readonly ComparedScorer[],
  options: ResampleOptions,
): Promise<Comparison> {
  const [first, ...others] = scorers;
  if (first === undefined || others.length === 0) {
    throw new RangeError(
      `Cannot compare scorers: there must be two or more, got ${scorers.length}`,
    );
  }
  for (const other of others) checkSameInput(first, other);
  const resamples = options.resamples ??
    resamplesFor(first.pairs?.scores.length ?? 0);
  const resample = (scorer: Judged) =>
    resampleMetrics(scorer, resamples, options);
  const ofFirst = await resample(first);
  const comparisons: ScorerComparison[] = [];
  for (const other of others) {
    const ofOther = await resample(other);
    const metrics = Object.keys(ofFirst)
      .filter((metric) => Object.hasOwn(ofOther, metric))
      .map((metric) =>
        compareMetric(
          metric,
          ofFirst[metric]!,
          ofOther[metric]!,
          smallestP(metric, first, other),
        )
      ).filter((comparison) => comparison !== null);
    comparisons.push({ first: first.name, other: other.name, metrics });
  }
  judge(comparisons.flatMap(({ metrics }) => metrics));
  return { resamples, comparisons };
}

/** Compares one metric, or returns null where that says nothing. */
function compareMetric(
  metric: string,
  first: ResampledMetric,
  other: ResampledMetric,
  leastP: number,
): MetricComparison | null {
  const direction = metricDirection(metric);
  const difference = minus(other, first);
  const spread = spreadOf(difference);
  if (direction === null || spread === null) return null;
  const { value } = difference;
  // Two that are the same differ by chance for certain, though 0 / 0 is NaN.
  const p = value === 0 ? 1 : twoSidedP(value / spread.error);
  return {
    metric,
    direction,
    first: first.value,
    other: other.value,
    difference: value,
    interval: spread.interval,
    p: Math.max(p, leastP),
    // Until all are known.
    adjustedP: 1,
    verdict: "no difference shown",
  };
}

function minus(a: ResampledMetric, b: ResampledMetric): ResampledMetric {
  return {
    value: a.value - b.value,
    bounds: [-Infinity, Infinity],
    byItems: a.byItems.map((value, r) => value - b.byItems[r]!),
    byPairs: a.byPairs === null || b.byPairs === null
      ? null
      : a.byPairs.map((value, r) => value - b.byPairs![r]!),
  };
}

/** Sets what follows from all p values together. */
function judge(comparisons: MetricComparison[]): void {
  const adjusted = holm(comparisons.map(({ p }) => p));
  for (const [i, comparison] of comparisons.entries()) {
    comparison.adjustedP = adjusted[i]!;
    comparison.verdict = verdictOf(comparison);
  }
}

function verdictOf(
  { adjustedP, direction, difference }: MetricComparison,
): Verdict {
  if (!(adjustedP < LEVEL)) return "no difference shown";
  if (direction === "neutral") return "differs";
  return (difference > 0) === (direction === "higher") ? "better" : "worse";
}
