import { madd } from "./lanes";

/** Bytes of the rows that a tile's sums are taken over: they stay in the cache. */
const BLOCK_BYTES: usize = 32_768;

/** As many rows at most, whatever their width, and as many at least. */
const MOST_ROWS: usize = 256;
const LEAST_ROWS: usize = 16;

/**
 * Writes VᵀV over rows [from, to), as `src/reference/gram.ts` does in double.
 *
 * Goes through the rows in blocks. A tile of 4 by 8 sums over a block is in
 * registers, and added to `out` behind it: so each sum is of a few hundred
 * numbers, and sums of blocks, not one of as many as there are rows.
 *
 * @param values Address of the table, float32 [n, dimensions].
 * @param dimensions A multiple of 4.
 * @param out Address of the sums, float32 [dimensions, dimensions].
 */
export function gram(
  values: usize,
  from: u32,
  to: u32,
  dimensions: u32,
  out: usize,
): void {
  const rowBytes = (<usize> dimensions) << 2;
  memory.fill(out, 0, rowBytes * dimensions);
  const blockRows = max(min(BLOCK_BYTES / rowBytes, MOST_ROWS), LEAST_ROWS);
  const blockBytes = blockRows * rowBytes;
  const end = values + to * rowBytes;
  let block = values + from * rowBytes;
  while (block < end) {
    const blockEnd = min(block + blockBytes, end);
    addBlock(block, blockEnd, rowBytes, out);
    block = blockEnd;
  }
  copyBelow(out, dimensions);
}

/** Adds a block's sums to the upper half of `out`, and to some below it. */
function addBlock(
  block: usize,
  end: usize,
  rowBytes: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < rowBytes; i += 16) {
    const outRow = out + (i >> 2) * rowBytes;
    let j = i;
    for (; j + 32 <= rowBytes; j += 32) {
      addTile(block, end, rowBytes, i, j, outRow + j);
    }
    if (j < rowBytes) {
      addNarrowTile(block, end, rowBytes, i, j, outRow + j);
    }
  }
}

/** out[4, 8] += Σ rows[i .. i + 4]ᵀ rows[j .. j + 8]; i and j are in bytes. */
function addTile(
  row: usize,
  end: usize,
  rowBytes: usize,
  i: usize,
  j: usize,
  out: usize,
): void {
  let sum00 = f32x4.splat(0), sum01 = f32x4.splat(0);
  let sum10 = f32x4.splat(0), sum11 = f32x4.splat(0);
  let sum20 = f32x4.splat(0), sum21 = f32x4.splat(0);
  let sum30 = f32x4.splat(0), sum31 = f32x4.splat(0);
  let left = row + i;
  let right = row + j;
  end += i;
  while (left < end) {
    const b0 = v128.load(right), b1 = v128.load(right, 16);
    let a = v128.load32_splat(left);
    sum00 = madd(a, b0, sum00);
    sum01 = madd(a, b1, sum01);
    a = v128.load32_splat(left, 4);
    sum10 = madd(a, b0, sum10);
    sum11 = madd(a, b1, sum11);
    a = v128.load32_splat(left, 8);
    sum20 = madd(a, b0, sum20);
    sum21 = madd(a, b1, sum21);
    a = v128.load32_splat(left, 12);
    sum30 = madd(a, b0, sum30);
    sum31 = madd(a, b1, sum31);
    left += rowBytes;
    right += rowBytes;
  }
  addTo(out, sum00);
  addTo(out + 16, sum01);
  out += rowBytes;
  addTo(out, sum10);
  addTo(out + 16, sum11);
  out += rowBytes;
  addTo(out, sum20);
  addTo(out + 16, sum21);
  out += rowBytes;
  addTo(out, sum30);
  addTo(out + 16, sum31);
}

/** The same for the last 4 columns where they make no 8. */
function addNarrowTile(
  row: usize,
  end: usize,
  rowBytes: usize,
  i: usize,
  j: usize,
  out: usize,
): void {
  let sum0 = f32x4.splat(0), sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0), sum3 = f32x4.splat(0);
  while (row < end) {
    const b = v128.load(row + j);
    sum0 = madd(v128.load32_splat(row + i), b, sum0);
    sum1 = madd(v128.load32_splat(row + i, 4), b, sum1);
    sum2 = madd(v128.load32_splat(row + i, 8), b, sum2);
    sum3 = madd(v128.load32_splat(row + i, 12), b, sum3);
    row += rowBytes;
  }
  addTo(out, sum0);
  addTo(out + rowBytes, sum1);
  addTo(out + 2 * rowBytes, sum2);
  addTo(out + 3 * rowBytes, sum3);
}

function addTo(address: usize, sums: v128): void {
  v128.store(address, f32x4.add(v128.load(address), sums));
}

/** Copies what is above the diagonal to its mirror place. */
function copyBelow(out: usize, dimensions: u32): void {
  const rowBytes = (<usize> dimensions) << 2;
  for (let c: u32 = 0; c < dimensions; c++) {
    for (let k: u32 = 0; k < c; k++) {
      store<f32>(
        out + c * rowBytes + (k << 2),
        load<f32>(
          out + k * rowBytes + (c << 2),
        ),
      );
    }
  }
}
