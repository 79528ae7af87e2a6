/**
 * Returns the candidates spelled most like `word`, nearest first: those within
 * a Levenshtein distance of a third of the word's length (at least 1). Case is
 * ignored; equal distances keep the candidates' order.
 *
 * @param word What was written.
 * @param candidates What could have been meant.
 * @param limit How many to return at most. Default 3.
 *
 * @example
 * ```ts
 * import { nearestSpellings } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(nearestSpellings("epoch", ["seed", "epochs"]), ["epochs"]);
 * ```
 */
export function nearestSpellings(
  word: string,
  candidates: Iterable<string>,
  limit = 3,
): string[] {
  const written = word.toLowerCase();
  const farthest = Math.max(1, Math.floor(written.length / 3));
  const found: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - written.length) > farthest) continue;
    const distance = editDistance(written, candidate.toLowerCase(), farthest);
    if (distance <= farthest) found.push({ candidate, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** Levenshtein distance, or any number above `farthest` once it exceeds that. */
function editDistance(a: string, b: string, farthest: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = Math.min(
        previous[j]! + 1,
        current[j - 1]! + 1,
        previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > farthest) return smallest;
    previous = current;
  }
  return previous[b.length]!;
}
