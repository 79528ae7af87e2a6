import type { ItemModel } from "@kindred/core";
import type { Artifact } from "@kindred/core/artifact";
import {
  type Baseline,
  BASELINES,
  type EvaluationReport,
  type ScorerCurves,
  type ScorerReport,
} from "../evaluation_report.ts";
import type { LearningPoint } from "./learning_curve.ts";

/** A run that a page reports. */
export interface ReportedRun {
  /** What it is called; no other run of the page is called so. */
  name: string;
  /** What was found of it. */
  report: EvaluationReport<number>;
  /** Its learning curve; may be empty. */
  learning: readonly LearningPoint[];
  /** Its model. */
  model: ItemModel;
  /** Its folder. */
  run: Artifact;
  /** How long its training took, in seconds; null where nobody knows. */
  seconds?: number | null;
}

/** A run or a baseline, as tables and plots show it. */
export interface ReportedScorer {
  /** What it is called in files: `model` where there is but one run. */
  key: string;
  /** What it is called in text. */
  title: string;
  /** The baseline that it is; null for a run. */
  baseline: Baseline | null;
  /** What was found of it. */
  report: ScorerReport<number>;
  /** Its curves. */
  curves: ScorerCurves;
  /** How long its training took, in seconds; null where nobody knows. */
  seconds: number | null;
}

/** What each baseline is called in text. */
export const BASELINE_TITLES: Readonly<Record<Baseline, string>> = {
  adamicAdar: "Adamic-Adar",
  commonNeighbours: "common neighbours",
  cosine: "cosine of co-occurrence",
  degree: "degree product",
  random: "random",
};

/** Returns the runs of a page as scorers, in their order. */
export function runScorers(runs: readonly ReportedRun[]): ReportedScorer[] {
  return runs.map(({ name, report, seconds }) => ({
    key: runs.length === 1 ? "model" : name,
    title: runs.length === 1 ? "model" : name,
    baseline: null,
    report,
    curves: report.curves.model,
    seconds: seconds ?? null,
  }));
}

/**
 * Returns the baselines of a page. Runs that are compared are judged by the same
 * pairs, so the first one's baselines are those of all.
 */
export function baselineScorers(
  runs: readonly ReportedRun[],
): ReportedScorer[] {
  const { baselines, curves } = runs[0]!.report;
  return BASELINES.map((baseline) => ({
    key: baseline,
    title: BASELINE_TITLES[baseline],
    baseline,
    report: baselines[baseline],
    curves: curves[baseline],
    seconds: null,
  }));
}

/** The number of ranked places that a page speaks of first: 10 if it was asked for. */
export function headlineK({ report }: ReportedRun): number {
  return report.k.includes(10) ? 10 : report.k[0]!;
}

/**
 * Returns the baselines that a run must be held against where there is no room for
 * all: the best in ROC-AUC and the best in NDCG, which may be the same one.
 */
export function bestBaselines(
  runs: readonly ReportedRun[],
): ReportedScorer[] {
  const ndcg = `ndcgAt${headlineK(runs[0]!)}`;
  const scorers = baselineScorers(runs);
  const best = ["rocAuc", ndcg].map((metric) =>
    scorers.reduce((a, b) =>
      (valueOf(b, metric) ?? 0) > (valueOf(a, metric) ?? 0) ? b : a
    )
  );
  return [...new Set(best)];
}

/** A metric of a scorer by name; null where it has none. */
export function valueOf(
  scorer: ReportedScorer,
  metric: string,
): number | null {
  const value = (scorer.report as unknown as Record<string, unknown>)[metric];
  return typeof value === "number" ? value : null;
}
