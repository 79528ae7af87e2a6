// Sums over rows of a table, four rows at a time, so that what they are added to
// is loaded and stored once for four.
import { madd, sumOf } from "./lanes";

/** Adds factor · row to `out`. */
export function addRow(
  out: usize,
  row: usize,
  factor: f32,
  dimensions: u32,
): void {
  const f = f32x4.splat(factor);
  const end = out + ((<usize> dimensions) << 2);
  while (out < end) {
    v128.store(out, madd(f, v128.load(row), v128.load(out)));
    out += 16;
    row += 16;
  }
}

/** Adds factor0 · row0 + … + factor3 · row3 to `out`. */
export function addFourRows(
  out: usize,
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  factor0: f32,
  factor1: f32,
  factor2: f32,
  factor3: f32,
  dimensions: u32,
): void {
  const f0 = f32x4.splat(factor0);
  const f1 = f32x4.splat(factor1);
  const f2 = f32x4.splat(factor2);
  const f3 = f32x4.splat(factor3);
  const end = out + ((<usize> dimensions) << 2);
  while (out < end) {
    const first = madd(f0, v128.load(row0), v128.load(out));
    const second = f32x4.mul(f1, v128.load(row1));
    v128.store(
      out,
      f32x4.add(
        madd(f2, v128.load(row2), first),
        madd(f3, v128.load(row3), second),
      ),
    );
    out += 16;
    row0 += 16;
    row1 += 16;
    row2 += 16;
    row3 += 16;
  }
}

/** Returns the dot products of `x` with four rows. */
export function dotFourRows(
  x: usize,
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  dimensions: u32,
): v128 {
  let sum0 = f32x4.splat(0), sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0), sum3 = f32x4.splat(0);
  const end = x + ((<usize> dimensions) << 2);
  while (x < end) {
    const a = v128.load(x);
    sum0 = madd(a, v128.load(row0), sum0);
    sum1 = madd(a, v128.load(row1), sum1);
    sum2 = madd(a, v128.load(row2), sum2);
    sum3 = madd(a, v128.load(row3), sum3);
    x += 16;
    row0 += 16;
    row1 += 16;
    row2 += 16;
    row3 += 16;
  }
  return f32x4(sumOf(sum0), sumOf(sum1), sumOf(sum2), sumOf(sum3));
}
