/**
 * Returns how likely a standard normal number is at least as far from 0 as `z`.
 *
 * By the series P(|Z| < z) = 2 φ(z) (z + z³/3 + z⁵/(3·5) + …) where z is small,
 * and by the continued fraction P(|Z| > z) = 2 φ(z) / (z + 1/(z + 2/(z + …)))
 * where it is large and the series would lose all digits (Abramowitz and Stegun
 * 1964, 26.2.11 and 26.2.14).
 */
export function twoSidedP(z: number): number {
  const distance = Math.abs(z);
  if (distance === Infinity) return 0;
  const density = Math.exp(-distance * distance / 2) / Math.sqrt(2 * Math.PI);
  if (distance > 3) {
    let fraction = distance;
    for (let step = 60; step > 0; step--) fraction = distance + step / fraction;
    return 2 * density / fraction;
  }
  let term = distance;
  let sum = 0;
  for (let odd = 3; odd < 100; odd += 2) {
    sum += term;
    term *= distance * distance / odd;
  }
  return 1 - 2 * density * sum;
}
