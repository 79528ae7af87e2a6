// Matrix products, 4 rows by 8 columns at a time: as many sums as fit into the
// registers, so that each number that is loaded is used 4 or 8 times.
//
// The 8 columns are a strip: their numbers are side by side, [depth][8], so that
// the innermost loop reads one stretch of memory.
import { madd } from "./lanes";

/** Columns of a strip. */
export const STRIP: u32 = 8;

/** Rows of a tile. */
export const TILE_ROWS: u32 = 4;

/** Bytes of a strip. */
export function stripBytes(depth: u32): usize {
  return (<usize> depth) << 5;
}

/**
 * Writes a row's numbers, times a factor, as one column of a strip.
 *
 * @param row Address of the row, float32 [depth].
 * @param strip Address of the strip's column: 4 bytes for each before it.
 */
export function packColumn(
  row: usize,
  depth: u32,
  factor: f32,
  strip: usize,
): void {
  const end = row + ((<usize> depth) << 2);
  while (row < end) {
    store<f32>(strip, factor * load<f32>(row));
    row += 4;
    strip += 32;
  }
}

/**
 * Writes out[i, j] = Σ_k rows[i, k] strip[k, j] for 4 rows and 8 columns. Each
 * sum is added in the order of k, whatever the tile it is in.
 *
 * @param rows Address of the first row, float32 [4, depth].
 * @param rowBytes From one row to the next.
 * @param strip Address of the strip, float32 [depth, 8].
 * @param out Address of the first sum, float32 [4, 8].
 * @param outBytes From one row of sums to the next.
 */
export function multiplyTile(
  rows: usize,
  rowBytes: usize,
  strip: usize,
  depth: u32,
  out: usize,
  outBytes: usize,
): void {
  let row0 = rows;
  let row1 = row0 + rowBytes;
  let row2 = row1 + rowBytes;
  let row3 = row2 + rowBytes;
  let sum00 = f32x4.splat(0), sum01 = f32x4.splat(0);
  let sum10 = f32x4.splat(0), sum11 = f32x4.splat(0);
  let sum20 = f32x4.splat(0), sum21 = f32x4.splat(0);
  let sum30 = f32x4.splat(0), sum31 = f32x4.splat(0);
  let a: v128, b0: v128, b1: v128;
  // Two k at a time: more, and the registers no longer suffice.
  const pairsEnd = strip + stripBytes(depth & ~1);
  while (strip < pairsEnd) {
    b0 = v128.load(strip);
    b1 = v128.load(strip, 16);
    a = v128.load32_splat(row0);
    sum00 = madd(a, b0, sum00);
    sum01 = madd(a, b1, sum01);
    a = v128.load32_splat(row1);
    sum10 = madd(a, b0, sum10);
    sum11 = madd(a, b1, sum11);
    a = v128.load32_splat(row2);
    sum20 = madd(a, b0, sum20);
    sum21 = madd(a, b1, sum21);
    a = v128.load32_splat(row3);
    sum30 = madd(a, b0, sum30);
    sum31 = madd(a, b1, sum31);
    b0 = v128.load(strip, 32);
    b1 = v128.load(strip, 48);
    a = v128.load32_splat(row0, 4);
    sum00 = madd(a, b0, sum00);
    sum01 = madd(a, b1, sum01);
    a = v128.load32_splat(row1, 4);
    sum10 = madd(a, b0, sum10);
    sum11 = madd(a, b1, sum11);
    a = v128.load32_splat(row2, 4);
    sum20 = madd(a, b0, sum20);
    sum21 = madd(a, b1, sum21);
    a = v128.load32_splat(row3, 4);
    sum30 = madd(a, b0, sum30);
    sum31 = madd(a, b1, sum31);
    row0 += 8;
    row1 += 8;
    row2 += 8;
    row3 += 8;
    strip += 64;
  }
  if (depth & 1) {
    b0 = v128.load(strip);
    b1 = v128.load(strip, 16);
    a = v128.load32_splat(row0);
    sum00 = madd(a, b0, sum00);
    sum01 = madd(a, b1, sum01);
    a = v128.load32_splat(row1);
    sum10 = madd(a, b0, sum10);
    sum11 = madd(a, b1, sum11);
    a = v128.load32_splat(row2);
    sum20 = madd(a, b0, sum20);
    sum21 = madd(a, b1, sum21);
    a = v128.load32_splat(row3);
    sum30 = madd(a, b0, sum30);
    sum31 = madd(a, b1, sum31);
  }
  v128.store(out, sum00);
  v128.store(out, sum01, 16);
  out += outBytes;
  v128.store(out, sum10);
  v128.store(out, sum11, 16);
  out += outBytes;
  v128.store(out, sum20);
  v128.store(out, sum21, 16);
  out += outBytes;
  v128.store(out, sum30);
  v128.store(out, sum31, 16);
}
