/** Settings of {@linkcode halve}. */
export interface HalvingOptions<C> {
  /** How many rungs there are, a whole number >= 1. */
  rungs: number;
  /** Which part goes on to the next rung: one in so many, >= 1, rounded up. */
  keepOneIn: number;
  /** Tries a candidate on a rung, 0-based; the higher the result, the better. */
  judge: (candidate: C, rung: number) => Promise<number>;
  /** Who goes on in any case. Default nobody. */
  isSpared?: (candidate: C) => boolean;
}

/**
 * Tries candidates with little work, the best of them with more, and so on:
 * successive halving (Jamieson and Talwalkar 2016, "Non-stochastic best arm
 * identification and hyperparameter optimization").
 *
 * @param candidates Who is tried, in this order on the first rung; on each later
 * one the best come first, and of equals who was tried first.
 * @param options See {@linkcode HalvingOptions}.
 */
export async function halve<C>(
  candidates: readonly C[],
  { rungs, keepOneIn, judge, isSpared = () => false }: HalvingOptions<C>,
): Promise<void> {
  let left = candidates;
  for (let rung = 0; rung < rungs; rung++) {
    const results: { candidate: C; score: number }[] = [];
    for (const candidate of left) {
      results.push({ candidate, score: await judge(candidate, rung) });
    }
    results.sort((a, b) => b.score - a.score);
    const kept = Math.ceil(results.length / keepOneIn);
    left = results.map(({ candidate }) => candidate)
      .filter((candidate, place) => place < kept || isSpared(candidate));
  }
}
