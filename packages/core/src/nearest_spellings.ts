/**
 * Returns the candidates spelled most like `word`, nearest first: those within
 * a Levenshtein distance of a third of the word's length, rounded (at least 1). Case is
 * ignored; equal distances keep the candidates' order.
 *
 * @param word What was written.
 * @param candidates What could have been meant.
 * @param limit How many to return at most. Default 3.
 * @returns At most `limit` of the candidates, as they were given.
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
  const farthest = Math.max(1, Math.round(written.length / 3));
  const rows = {
    previous: new Uint16Array(written.length + farthest + 1),
    current: new Uint16Array(written.length + farthest + 1),
  };
  const found: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - written.length) > farthest) continue;
    const other = candidate.toLowerCase();
    // Lower case may be longer than what was written: "İ" becomes two.
    if (Math.abs(other.length - written.length) > farthest) continue;
    const distance = editDistance(written, other, farthest, rows);
    if (distance <= farthest) found.push({ candidate, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/**
 * Levenshtein distance, or any number above `farthest` once it exceeds that.
 * The two rows of the table are handed in: a catalogue has many candidates, and
 * a server looks for spellings while others wait.
 */
function editDistance(
  a: string,
  b: string,
  farthest: number,
  rows: { previous: Uint16Array; current: Uint16Array },
): number {
  let { previous, current } = rows;
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    let smallest = current[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! +
        (letter === b.charCodeAt(j - 1) ? 0 : 1);
      const skipped = Math.min(previous[j]!, current[j - 1]!) + 1;
      const cost = current[j] = Math.min(replaced, skipped);
      if (cost < smallest) smallest = cost;
    }
    if (smallest > farthest) return smallest;
    [previous, current] = [current, previous];
  }
  return previous[b.length]!;
}
