import type { ComparedScorer } from "./compare_scorers.ts";

/**
 * Checks that two scorers were judged by the same pairs and query items.
 *
 * @throws {RangeError} If they were not.
 */
export function checkSameInput(
  first: ComparedScorer,
  other: ComparedScorer,
): void {
  const same = isSame(first.pairs?.left, other.pairs?.left) &&
    isSame(first.pairs?.right, other.pairs?.right) &&
    isSame(first.pairs?.labels, other.pairs?.labels) &&
    isSame(first.queries?.items, other.queries?.items);
  if (same) return;
  throw new RangeError(
    `Cannot compare scorers: they must be judged by the same pairs and query items, got others for "${first.name}" and "${other.name}"`,
  );
}

function isSame(
  a: Uint32Array | Uint8Array | undefined,
  b: Uint32Array | Uint8Array | undefined,
): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  return a.every((value, i) => value === b[i]);
}
