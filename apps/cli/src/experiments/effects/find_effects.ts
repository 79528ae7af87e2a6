import type { ExperimentResult } from "../experiment_result.ts";
import { biasEffect } from "./bias_effect.ts";
import { cliffEffect } from "./cliff_effect.ts";
import { restartEffect } from "./restart_effect.ts";
import { unseenEffect } from "./unseen_effect.ts";

/**
 * Looks for each of the method's own effects in what its experiments came to.
 *
 * @param results The runs.
 */
export function findEffects(results: readonly ExperimentResult[]) {
  return {
    restarts: restartEffect(results),
    cliff: cliffEffect(results),
    biases: biasEffect(results),
    unseen: unseenEffect(results),
  };
}

/** The method's own effects, as found. */
export type Effects = ReturnType<typeof findEffects>;
