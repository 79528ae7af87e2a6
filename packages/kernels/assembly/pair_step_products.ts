// The three small matrix products of a group of pairs, in tiles of eight sums:
// each number that is loaded is used twice or four times.
//
// Rows are padded with zeros to multiples of TILE, anchors with rows of zeros to
// multiples of 4, negatives to multiples of 2. Errors are [negatives][anchors].
import { madd, sumsOf } from "./lanes";

/** Numbers of a row that {@link combineRows} takes at a time. */
export const TILE: u32 = 16;

/**
 * Writes the dot products of 4 rows with 2.
 *
 * @param rows Address of the 4, one behind the other.
 * @param others Address of the 2.
 * @param bytes Of a row.
 * @param out Address for the products with the first, float32 [4].
 * @param outBytes From there to those with the second.
 */
export function multiplyRows(
  rows: usize,
  others: usize,
  bytes: usize,
  out: usize,
  outBytes: usize,
): void {
  let row0 = rows;
  let row1 = row0 + bytes;
  let row2 = row1 + bytes;
  let row3 = row2 + bytes;
  let first = others;
  let second = others + bytes;
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0), a3 = f32x4.splat(0);
  let b0 = f32x4.splat(0), b1 = f32x4.splat(0);
  let b2 = f32x4.splat(0), b3 = f32x4.splat(0);
  for (const end = rows + bytes; row0 < end; row0 += 16) {
    const x = v128.load(first);
    const y = v128.load(second);
    let z = v128.load(row0);
    a0 = madd(x, z, a0);
    b0 = madd(y, z, b0);
    z = v128.load(row1);
    a1 = madd(x, z, a1);
    b1 = madd(y, z, b1);
    z = v128.load(row2);
    a2 = madd(x, z, a2);
    b2 = madd(y, z, b2);
    z = v128.load(row3);
    a3 = madd(x, z, a3);
    b3 = madd(y, z, b3);
    first += 16;
    second += 16;
    row1 += 16;
    row2 += 16;
    row3 += 16;
  }
  v128.store(out, sumsOf(a0, a1, a2, a3));
  v128.store(out + outBytes, sumsOf(b0, b1, b2, b3));
}

/**
 * Makes of each of two rows `out` its own scale times itself plus the sum of
 * factor · row over `count` rows.
 *
 * @param out Address of the first of the two, the second behind it.
 * @param scale0 What the first is multiplied by.
 * @param scale1 What the second is multiplied by.
 * @param rows Address of the rows that are added, one behind the other.
 * @param count How many.
 * @param bytes Of a row.
 * @param factors0 Address of the factor of the first of them for the first out.
 * @param factors1 Address of that for the second.
 * @param factorBytes From one factor to the next.
 */
export function combineRows(
  out: usize,
  scale0: f32,
  scale1: f32,
  rows: usize,
  count: u32,
  bytes: usize,
  factors0: usize,
  factors1: usize,
  factorBytes: usize,
): void {
  const s0 = f32x4.splat(scale0);
  const s1 = f32x4.splat(scale1);
  for (const end = out + bytes; out < end; out += TILE << 2) {
    const second = out + bytes;
    let a0 = f32x4.mul(s0, v128.load(out));
    let a1 = f32x4.mul(s0, v128.load(out, 16));
    let a2 = f32x4.mul(s0, v128.load(out, 32));
    let a3 = f32x4.mul(s0, v128.load(out, 48));
    let b0 = f32x4.mul(s1, v128.load(second));
    let b1 = f32x4.mul(s1, v128.load(second, 16));
    let b2 = f32x4.mul(s1, v128.load(second, 32));
    let b3 = f32x4.mul(s1, v128.load(second, 48));
    let row = rows;
    let factor0 = factors0;
    let factor1 = factors1;
    const rowsEnd = rows + count * bytes;
    while (row < rowsEnd) {
      const e0 = v128.load32_splat(factor0);
      const e1 = v128.load32_splat(factor1);
      let x = v128.load(row);
      a0 = madd(e0, x, a0);
      b0 = madd(e1, x, b0);
      x = v128.load(row, 16);
      a1 = madd(e0, x, a1);
      b1 = madd(e1, x, b1);
      x = v128.load(row, 32);
      a2 = madd(e0, x, a2);
      b2 = madd(e1, x, b2);
      x = v128.load(row, 48);
      a3 = madd(e0, x, a3);
      b3 = madd(e1, x, b3);
      row += bytes;
      factor0 += factorBytes;
      factor1 += factorBytes;
    }
    v128.store(out, a0);
    v128.store(out, a1, 16);
    v128.store(out, a2, 32);
    v128.store(out, a3, 48);
    v128.store(second, b0);
    v128.store(second, b1, 16);
    v128.store(second, b2, 32);
    v128.store(second, b3, 48);
    rows += TILE << 2;
  }
}
