/** Something that can be measured again and again. */
export interface Measurement {
  /** What is measured, for whoever waits. */
  name: string;
  /** Measures once: higher is better. */
  measure: () => Promise<number>;
}

/**
 * Measures everything `repeats` times, turn by turn: what slows the machine for a
 * while slows all alike.
 *
 * @param measurements What to measure.
 * @param repeats How often, a whole number >= 1.
 * @param onTurn Receives the name of what is measured next, and its turn, 0-based.
 * @returns The results of each, in the order of the turns.
 */
export async function interleave(
  measurements: readonly Measurement[],
  repeats: number,
  onTurn: (name: string, turn: number) => void = () => {},
): Promise<number[][]> {
  const results: number[][] = measurements.map(() => []);
  let turn = 0;
  for (let round = 0; round < repeats; round++) {
    for (const [m, { name, measure }] of measurements.entries()) {
      onTurn(name, turn++);
      results[m]!.push(await measure());
    }
  }
  return results;
}

/** Returns the middle of some numbers, or the mean of the two in the middle. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[half]!
    : (sorted[half - 1]! + sorted[half]!) / 2;
}
