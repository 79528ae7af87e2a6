/**
 * Returns p values that hold for all of some tests together: of those below a
 * level, the chance that even one is a false alarm is below it, whatever the
 * tests have to do with each other (Holm 1979, Scand. J. Statist. 6, 65-70).
 *
 * @param p The p value of each test, `[n]`.
 * @returns Values in `[p, 1]`, in the same order.
 */
export function holm(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length);
  const order = [...p.keys()].sort((a, b) => p[a]! - p[b]!);
  let largest = 0;
  for (const [rank, test] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[test]!));
    adjusted[test] = largest;
  }
  return adjusted;
}
