import type { TrainOptions } from "@kindred/trainer";
import type { TrialMetrics } from "./create_judge.ts";

/** One training of a search, and what it came to. */
export interface Trial {
  /** Which candidate was tried, 1-based; 1 is the recipe's defaults. */
  candidate: number;
  /** The candidate: what it sets, over the recipe's defaults. */
  options: TrainOptions;
  /** Which rung it was tried on: 1 with a third of its epochs, 2 with all. */
  rung: number;
  /** Epochs of this training. */
  epochs: number;
  /** What the model is worth; null where the training diverged. */
  metrics: TrialMetrics | null;
  /** What candidates are compared by, higher is better; null where it diverged. */
  score: number | null;
  /** What training and judging took, in seconds. */
  seconds: number;
}

/**
 * Returns trials with the best first: those with all of their epochs before
 * those with a part, and of equals the earlier.
 */
export function byScore(trials: readonly Trial[]): Trial[] {
  const worth = ({ score }: Trial): number => score ?? -1;
  return trials.toSorted((a, b) => b.rung - a.rung || worth(b) - worth(a));
}
