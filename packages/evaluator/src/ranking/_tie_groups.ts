/** Candidates of equal score among the first places. */
export interface TieGroup {
  /** How many places come before it. */
  start: number;
  /** The last place that it has among the first ones, 1-based. */
  end: number;
  /** How many candidates have this score: more than its places only if it is last. */
  size: number;
  /** How many of them are relevant. */
  relevant: number;
}

/**
 * Returns the groups of equal scores that hold the first places.
 *
 * @param top Scores of the first places, falling, float32, shape `[<= k]`.
 * @param tiedAtLast How many candidates score as the last of them.
 * @param relevant Scores of the relevant items, rising, float32, shape `[r]`.
 */
export function tieGroups(
  top: Float32Array,
  tiedAtLast: number,
  relevant: Float32Array,
): TieGroup[] {
  const groups: TieGroup[] = [];
  let left = relevant.length;
  for (let start = 0; start < top.length;) {
    const score = top[start]!;
    let end = start + 1;
    while (end < top.length && top[end] === score) end++;
    const before = left;
    while (left > 0 && relevant[left - 1] === score) left--;
    groups.push({
      start,
      end,
      size: end === top.length ? tiedAtLast : end - start,
      relevant: before - left,
    });
    start = end;
  }
  return groups;
}
