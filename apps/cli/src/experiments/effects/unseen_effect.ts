import type { ExperimentResult } from "../experiment_result.ts";
import { type Effect, inWords, LEAST_DIFFERENCE } from "./effect.ts";

/** What items without a training pair cost a run. */
export interface SeenGap {
  /** The experiment. */
  name: string;
  /** ROC-AUC over pairs of items seen in training, less that over all pairs. */
  gap: number;
}

/**
 * Looks for what items cost that no training pair has. As published it is up to
 * 0.065 (0.9082 over all pairs, 0.9735 over those of items seen in training).
 *
 * @param results The runs.
 */
export function unseenEffect(
  results: readonly ExperimentResult[],
): Effect<SeenGap> {
  const title = "unseen items lower ROC-AUC";
  const rows = results.flatMap(({ experiment, figures }): SeenGap[] =>
    figures.rocAucSeen === null ? [] : [{
      name: experiment.name,
      gap: figures.rocAucSeen - figures.rocAuc,
    }]
  );
  if (rows.length === 0) {
    return {
      title,
      shows: null,
      verdict:
        "What unseen items cost cannot be told: there are no validation pairs of seen ones.",
      rows,
    };
  }
  const largest = rows.reduce((a, b) => b.gap > a.gap ? b : a);
  const mean = rows.reduce((sum, { gap }) => sum + gap, 0) / rows.length;
  const shows = mean >= LEAST_DIFFERENCE;
  const size = `by ${inWords(mean)} on average and ${
    inWords(largest.gap)
  } at most (${largest.name})`;
  return {
    title,
    shows,
    verdict: shows
      ? `Items that are in no training pair cost ROC-AUC: over pairs of seen items alone it is higher ${size}.`
      : `Items that are in no training pair cost little here: over pairs of seen items alone ROC-AUC is higher ${size}.`,
    rows,
  };
}
