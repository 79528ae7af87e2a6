import type { Judged } from "./judged.ts";

/**
 * Returns the smallest p value that the signs of paired differences could give:
 * 2^(1 - n) for n of them that are not 0, all of one sign. For a pair metric, n is
 * the size of the smaller class.
 *
 * It keeps a handful of query items, of which a bootstrap sees too little spread,
 * from proving anything.
 */
export function smallestP(
  metric: string,
  first: Judged,
  other: Judged,
): number {
  return Math.min(1, 2 ** (1 - countDifferences(metric, first, other)));
}

function countDifferences(
  metric: string,
  first: Judged,
  other: Judged,
): number {
  const [a, b] = [first, other].map(({ queries }) => queries?.values[metric]);
  if (a !== undefined && b !== undefined) {
    return a.reduce((sum, value, q) => sum + (value !== b[q] ? 1 : 0), 0);
  }
  const labels = first.pairs?.labels ?? new Uint8Array();
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return Math.min(positives, labels.length - positives);
}
