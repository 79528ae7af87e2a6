import type { EvaluationMetrics } from "@kindred/evaluator";
import type { Experiment } from "./experiments.ts";
import type { TrainingTime } from "./training_times.ts";

/** A point of a learning curve. */
export interface RocAucPoint {
  /** Epochs done, 1.5 in the middle of the second. */
  epoch: number;
  /** ROC-AUC over a sample of the validation pairs. */
  rocAuc: number;
}

/** The metrics that a reproduction is about; null where a run has none. */
export interface ExperimentFigures {
  /** ROC-AUC over all validation pairs. */
  rocAuc: number;
  /** The same over pairs whose items are both in a training pair. */
  rocAucSeen: number | null;
  /** NDCG over the first ten of the full catalogue. */
  ndcgAt10: number;
  /** Largest fall of precision as the threshold falls by a probability of 0.05. */
  cliff: number | null;
  /** The probability at its foot. */
  cliffThreshold: number | null;
}

/** What an experiment came to. */
export interface ExperimentResult {
  /** The experiment. */
  experiment: Experiment;
  /** Its metrics. */
  figures: ExperimentFigures;
  /** Its learning curve, as far as it has a ROC-AUC; by rising epoch. */
  curve: RocAucPoint[];
  /** Epochs after which its learning rate begins again; 0 for never. */
  restartEpochs: number;
  /** How long its training took; null where nobody knows any more. */
  time: TrainingTime | null;
}

/**
 * Returns the figures of an evaluation that a reproduction is about.
 *
 * @param metrics The evaluation, with 10 among its places.
 */
export function figuresOf(
  metrics: EvaluationMetrics<10>,
): ExperimentFigures {
  const { rocAuc, ndcgAt10, cliff, cliffThreshold, slices } = metrics;
  const rocAucSeen = slices["seen"]?.metrics["rocAuc"] ?? null;
  return { rocAuc, rocAucSeen, ndcgAt10, cliff, cliffThreshold };
}
