import type { EngineAnswer } from "../engines/engine.ts";
import { boosted } from "../rules/boosted.ts";
import type { Facts } from "../rules/facts.ts";
import type { Candidate } from "../rules/pick.ts";
import type { Rules } from "../rules/rules.ts";

/** Candidates of an answer. */
export interface Ranked {
  /** Those that pass the filter, by falling score. */
  candidates: Candidate[];
  /**
   * The most that anything can score that the answer does not name; -Infinity where
   * there is nothing else.
   */
  bound: number;
}

/**
 * Applies filter and boosts to what an engine named.
 *
 * What it did not name has at most the probability of the last that it named; after
 * all boosts at most that, with all boosts. What scores more is settled.
 *
 * @param answer What the engine named.
 * @param rules The settings.
 * @param facts What is known of the items; null where no rule needs it.
 * @param isBarred Whether an item must not be found, whatever the engine says.
 */
export function rankCandidates(
  { rows, probabilities, rest }: EngineAnswer,
  { filter, boost }: Rules,
  facts: Facts | null,
  isBarred: (row: number) => boolean,
): Ranked {
  const passes = filter === null ? () => true : facts!.test(filter);
  const boosts = boost.map(({ filter, factor }) => ({
    holds: facts!.test(filter),
    factor,
  }));
  const candidates: Candidate[] = [];
  for (const [place, row] of rows.entries()) {
    if (isBarred(row) || !passes(row)) continue;
    const probability = probabilities[place]!;
    let factor = 1;
    for (const boost of boosts) if (boost.holds(row)) factor *= boost.factor;
    const score = boosted(probability, factor);
    candidates.push({ row, probability, factor, score });
  }
  if (boosts.length > 0) candidates.sort((a, b) => b.score - a.score);
  const greatest = boosts.reduce(
    (all, { factor }) => all * Math.max(1, factor),
    1,
  );
  const last = probabilities.at(-1) ?? 1;
  return {
    candidates,
    bound: rest === "none" ? -Infinity : boosted(last, greatest),
  };
}
