/** What single precision tells from 0 and from 1, about. */
const LEAST = 2 ** -25;

/** Returns the logit of a probability; those too near to 0 or 1 are cut off. */
export function logitOf(probability: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(p / (1 - p));
}
