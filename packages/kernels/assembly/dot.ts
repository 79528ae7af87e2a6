import { madd, sumOf } from "./lanes";

/**
 * Returns the dot product of two vectors in single precision, as
 * `dotReference` of `src/reference/dot.ts` does in double.
 *
 * @param a Address of the first, 16-byte aligned.
 * @param b Address of the second, 16-byte aligned.
 * @param dimensions A multiple of 4.
 */
export function dot(a: usize, b: usize, dimensions: u32): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  const end = a + ((<usize> dimensions) << 2);
  const pairsEnd = a + (((<usize> dimensions) >> 3) << 5);
  while (a < pairsEnd) {
    even = madd(v128.load(a), v128.load(b), even);
    odd = madd(v128.load(a, 16), v128.load(b, 16), odd);
    a += 32;
    b += 32;
  }
  if (a < end) even = madd(v128.load(a), v128.load(b), even);
  return sumOf(f32x4.add(even, odd));
}
