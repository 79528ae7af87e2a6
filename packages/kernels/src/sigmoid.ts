/**
 * Returns 1 / (1 + e^-x), the probability of a logit, without overflow at
 * either end.
 *
 * @param x A logit, in nats.
 */
export function sigmoid(x: number): number {
  // e^-|x| is at most 1: neither form divides by an infinite number.
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const exp = Math.exp(x);
  return exp / (1 + exp);
}

/**
 * Returns ln(1 + e^x), the logistic loss of a wrong logit `x`, in nats, without
 * overflow: max(x, 0) + ln(1 + e^-|x|).
 *
 * @param x A logit, in nats.
 */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
