import type { SortedClasses } from "@kindred/kernels";

/**
 * Lowers a threshold through every distinct score, best first.
 *
 * @param classes The scores of each class, ascending.
 * @param visit Receives each threshold and how many pairs of each class score
 * at least that much.
 */
export function sweepThresholds(
  classes: SortedClasses,
  visit: (
    threshold: number,
    truePositives: number,
    falsePositives: number,
  ) => void,
): void {
  const { positives, negatives } = classes;
  let p = positives.length - 1;
  let q = negatives.length - 1;
  while (p >= 0 || q >= 0) {
    // One class may be used up: nothing is below -Infinity, so the other leads.
    const threshold = Math.max(
      p >= 0 ? positives[p]! : -Infinity,
      q >= 0 ? negatives[q]! : -Infinity,
    );
    while (p >= 0 && positives[p] === threshold) p--;
    while (q >= 0 && negatives[q] === threshold) q--;
    visit(
      threshold,
      positives.length - 1 - p,
      negatives.length - 1 - q,
    );
  }
}
