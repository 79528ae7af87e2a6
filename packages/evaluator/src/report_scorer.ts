import type {
  Interval,
  ScorerMetrics,
  ScorerReport,
  SliceReport,
} from "./evaluation_report.ts";
import { bootstrap } from "./intervals/bootstrap.ts";
import type { Judged, JudgedPairs } from "./intervals/judged.ts";
import type { JudgedScorer } from "./judge_scorer.ts";
import { judgedSlices } from "./judged_slices.ts";
import { PAIR_METRICS, pairMetrics } from "./pairs/pair_metrics.ts";
import { meanRanking } from "./ranking/mean_ranking.ts";
import type { Slice } from "./slices/find_slices.ts";

/** How intervals are found. */
export interface ReportOptions {
  /** How many items there are. */
  itemCount: number;
  /** The parts, by name. */
  slices: Record<string, Slice>;
  /** How often items are resampled; 0 for no intervals. */
  resamples: number;
  /** The same for each slice. */
  sliceResamples: number;
  /** Cancels the work. */
  signal?: AbortSignal | undefined;
}

/** Returns the metrics of a judged scorer, with intervals, whole and in slices. */
export async function reportScorer(
  judged: JudgedScorer,
  options: ReportOptions,
): Promise<ScorerReport<number>> {
  const { pairs, ranking } = judged;
  const whole: Judged = {
    pairs,
    queries: { items: ranking.queries, values: ranking.perQuery },
  };
  const slices: Record<string, SliceReport> = {};
  for (const [name, slice] of judgedSlices(judged, options.slices)) {
    slices[name] = {
      ...countsOf(slice),
      metrics: metricsOfSlice(slice),
      intervals: await intervalsOf(slice, options.sliceResamples, options),
    };
  }
  const metrics: ScorerMetrics<number> = {
    ...pairMetrics(pairs),
    ...meanRanking(ranking),
  };
  return {
    ...metrics,
    intervals: await intervalsOf(whole, options.resamples, options),
    slices,
  } as ScorerReport<number>;
}

async function intervalsOf(
  judged: Judged,
  resamples: number,
  { itemCount, signal }: ReportOptions,
): Promise<Record<string, Interval>> {
  if (resamples === 0) return {};
  const { intervals } = await bootstrap(judged, {
    itemCount,
    resamples,
    signal,
  });
  return intervals;
}

function countsOf(
  { pairs, queries }: Judged,
): Pick<SliceReport, "pairs" | "negatives" | "queryItems"> {
  const held = pairs === null ? 0 : countOnes(pairs.labels);
  return {
    pairs: held,
    negatives: (pairs?.labels.length ?? 0) - held,
    queryItems: queries?.items.length ?? 0,
  };
}

/** Metrics of a slice; null where a class of pairs, or all query items, are missing. */
function metricsOfSlice(
  { pairs, queries }: Judged,
): Record<string, number | null> {
  const metrics: Record<string, number | null> = {};
  if (pairs !== null) {
    const ofPairs = hasBothClasses(pairs) ? pairMetrics(pairs) : null;
    for (const name of PAIR_METRICS) metrics[name] = ofPairs?.[name] ?? null;
  }
  if (queries !== null) {
    for (const [name, values] of Object.entries(queries.values)) {
      metrics[name] = values.length === 0
        ? null
        : values.reduce((sum, value) => sum + value, 0) / values.length;
    }
  }
  return metrics;
}

function hasBothClasses({ labels }: JudgedPairs): boolean {
  const held = countOnes(labels);
  return held > 0 && held < labels.length;
}

function countOnes(labels: Uint8Array): number {
  return labels.reduce((count, label) => count + label, 0);
}
