import type { Tensor } from "@kindred/core/artifact";
import type { CurvePoint } from "./train_hooks.ts";

/** The best model so far by what early stopping watches. */
export interface BestSoFar {
  /** Epoch after which it was the model, 1-based. */
  epoch: number;
  /** The ROC-AUC that it reached. */
  rocAuc: number;
  /** The learner's tensors then. */
  state: Record<string, Tensor>;
}

/**
 * Where a training stands: what is needed, beside the same data and options, to
 * go on to the same result. Everything random follows from the seed and the
 * position, so no generator has a state of its own to keep.
 */
export interface Checkpoint {
  /** Epoch under way, 1-based. */
  epoch: number;
  /** Pieces of it that are done. */
  pieces: number;
  /** What each of its pieces came to, by name. */
  sums: Record<string, number[]>;
  /** The curve so far. */
  curve: CurvePoint[];
  /** The learner's tensors: they go on changing once training goes on. */
  state: Record<string, Tensor>;
  /** The best model so far, where early stopping is on and an epoch has ended. */
  best: BestSoFar | null;
}
