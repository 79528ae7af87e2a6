import {
  baselineScorers,
  bestBaselines,
  type ReportedRun,
  type ReportedScorer,
  runScorers,
  valueOf,
} from "../reported_run.ts";

/**
 * Returns whose curves are drawn together: the runs, and beside a single one all
 * baselines that have something to say, beside several the best ones.
 */
export function curveScorers(
  runs: readonly ReportedRun[],
): ReportedScorer[] {
  const baselines = runs.length === 1
    ? baselineScorers(runs).filter(({ baseline }) => baseline !== "random")
    : bestBaselines(runs);
  return [...runScorers(runs), ...baselines];
}

/** What a scorer's line is called: its title, and how good it is. */
export function lineName(scorer: ReportedScorer, metric: string): string {
  return `${scorer.title}: ${valueOf(scorer, metric)?.toFixed(3) ?? "–"}`;
}
