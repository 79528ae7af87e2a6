import type { WeightedPairs } from "@kindred/core";
import type { TrainSession } from "../engines/train_engine.ts";
import type { ResolvedTrainOptions } from "../train_options.ts";
import { AlternatingLeastSquares } from "./als.ts";
import { Factorization } from "./factorization.ts";
import type { Learner } from "./learner.ts";

/** Where a learner computes, and what it counts. */
export interface LearnerSetting {
  /** Where it is computed. */
  session: TrainSession;
  /** Whether accidental hits are counted. */
  countHits: boolean;
}

/**
 * Returns what learns the model that the options name, at its beginning.
 *
 * @param pairs The training pairs, at least one.
 * @param itemCount Every row is below it.
 * @param options What to learn and how.
 * @param setting Where.
 */
export function createLearner(
  pairs: WeightedPairs,
  itemCount: number,
  options: ResolvedTrainOptions,
  { session, countHits }: LearnerSetting,
): Learner {
  return options.model === "als"
    ? new AlternatingLeastSquares(pairs, itemCount, options, session)
    : new Factorization(pairs, itemCount, options, session, countHits);
}
