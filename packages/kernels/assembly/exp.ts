// Exponential and logarithm of four numbers at a time, to about 2 units in the
// last place, for the range that the logistic loss needs.
import { madd } from "./lanes";

/** 1.5 · 2²³: added to a number, it leaves the nearest whole one in the low bits. */
const TO_WHOLE: f32 = 12582912;

/** log2 e. */
const LOG2_E: f32 = 1.44269504;

/** ln 2 in two parts, the first with few enough bits that n LN2_HIGH is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

/** The exponent's place in a number of four bytes. */
const EXPONENT_SHIFT: i32 = 23;

/** Below this e^x is no normal number any longer, and taken for 0. */
const LEAST: f32 = -87;

/**
 * Returns e^x for x <= 0; NaN for NaN.
 *
 * With n the whole number nearest to x log2 e and r = x - n ln 2, it is 2^n e^r,
 * and e^r for |r| <= ln 2 / 2 is a polynomial (that of Cephes' expf).
 */
export function expOfNegative(x: v128): v128 {
  // pmax keeps NaN, and so does the comparison below.
  const held = f32x4.pmax(x, f32x4.splat(LEAST));
  const shifted = madd(held, f32x4.splat(LOG2_E), f32x4.splat(TO_WHOLE));
  const n = f32x4.sub(shifted, f32x4.splat(TO_WHOLE));
  let r = madd(n, f32x4.splat(-LN2_HIGH), held);
  r = madd(n, f32x4.splat(-LN2_LOW), r);
  let p = f32x4.splat(1.9875691500e-4);
  p = madd(p, r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(0.5));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1));
  // Times 2^n, by adding n to the exponent: all other bits of `shifted` leave.
  const scaled = i32x4.add(p, i32x4.shl(shifted, EXPONENT_SHIFT));
  return v128.andnot(scaled, f32x4.lt(x, f32x4.splat(LEAST)));
}

/**
 * Returns ln(1 + z) for z in [0, 1]; NaN for NaN.
 *
 * It is 2 artanh(s) with s = z / (2 + z) <= 1/3, whose series
 * 2 (s + s³/3 + s⁵/5 + …) is cut where the rest is below 2^-26 of it.
 */
export function logOfOnePlus(z: v128): v128 {
  const s = f32x4.div(z, f32x4.add(z, f32x4.splat(2)));
  const q = f32x4.mul(s, s);
  let p = f32x4.splat(2.0 / 13.0);
  p = madd(p, q, f32x4.splat(2.0 / 11.0));
  p = madd(p, q, f32x4.splat(2.0 / 9.0));
  p = madd(p, q, f32x4.splat(2.0 / 7.0));
  p = madd(p, q, f32x4.splat(2.0 / 5.0));
  p = madd(p, q, f32x4.splat(2.0 / 3.0));
  p = madd(p, q, f32x4.splat(2));
  return f32x4.mul(p, s);
}
