import type { ExperimentResult } from "../experiment_result.ts";
import type { Effect } from "./effect.ts";

/** How steeply a run's precision falls. */
export interface Cliff {
  /** The experiment. */
  name: string;
  /** Largest fall of precision as the threshold falls by a probability of 0.05. */
  drop: number;
  /** The probability at its foot; null where precision never falls. */
  threshold: number | null;
}

/** The least fall of precision that is a cliff. */
const LEAST_CLIFF = 0.1;

/**
 * Looks for the cliff in precision against threshold, which the method's plots
 * have at about 0.5: a little below it precision is half of what it is above.
 *
 * @param results The runs.
 */
export function cliffEffect(
  results: readonly ExperimentResult[],
): Effect<Cliff> {
  const title = "precision falls off a cliff";
  const rows = results.flatMap(({ experiment, figures }): Cliff[] =>
    figures.cliff === null ? [] : [{
      name: experiment.name,
      drop: figures.cliff,
      threshold: figures.cliffThreshold,
    }]
  );
  if (rows.length === 0) {
    return {
      title,
      shows: null,
      verdict:
        "Whether there is a cliff cannot be told: no run here gives probabilities.",
      rows,
    };
  }
  const ordered = rows.toSorted((a, b) => b.drop - a.drop);
  const steepest = ordered[0]!;
  const flattest = ordered.at(-1)!;
  const shows = steepest.drop >= LEAST_CLIFF;
  const foot = steepest.threshold === null
    ? ""
    : `, down to ${steepest.threshold.toFixed(2)}`;
  const fall = `precision falls by ${
    steepest.drop.toFixed(3)
  } at most as the threshold falls by 0.05${foot} (${steepest.name})`;
  const least = flattest === steepest
    ? ""
    : `; least with ${flattest.name}, by ${flattest.drop.toFixed(3)}`;
  return {
    title,
    shows,
    verdict: shows
      ? `There is a cliff: ${fall}${least}.`
      : `There is no cliff here: ${fall}${least}.`,
    rows,
  };
}
