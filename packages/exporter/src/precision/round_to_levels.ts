/**
 * Rounds numbers to whole multiples of a step, which is that of the largest of
 * them.
 *
 * @param values Finite numbers, float32.
 * @param from Where to begin.
 * @param to Where to end, exclusive; beyond the end of `values` there is nothing.
 * @param levels How many steps the largest number is, 127 at most.
 * @param out Receives each number in steps, int8, shape `[to - from]`, in
 * [-levels, levels].
 * @returns The step: a number is about its steps times this; 0 where all are 0.
 */
export function roundToLevels(
  values: Float32Array,
  from: number,
  to: number,
  levels: number,
  out: Int8Array,
): number {
  let peak = 0;
  for (let i = from; i < to; i++) peak = Math.max(peak, Math.abs(values[i]!));
  const step = Math.fround(peak / levels);
  if (step === 0) {
    out.fill(0, 0, to - from);
    return 0;
  }
  for (let i = from; i < to; i++) {
    // A step that is subnormal has few bits: the quotient may be too large.
    const steps = Math.round(values[i]! / step);
    out[i - from] = Math.max(-levels, Math.min(levels, steps));
  }
  return step;
}
