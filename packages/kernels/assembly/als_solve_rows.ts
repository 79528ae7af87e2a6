// Alternating least squares, as `src/reference/als_solve_rows.ts` defines it.
//
// Most of the work is a VᵀV times a vector, for each row and step. So rows are
// solved a block at a time, each step's products for all of them in one: then the
// matrix is read from the cache once a block, and 8 sums are in the registers.
import { dot } from "./dot";
import { madd, sumOf } from "./lanes";
import { addFourRows, addRow, dotFourRows } from "./rows";
import { multiplyTile, packColumn, STRIP, stripBytes, TILE_ROWS } from "./tile";

/** Rows of a block, a multiple of the tile's. */
const BLOCK: u32 = 16;

/** Bytes that come into the cache together. */
const CACHE_LINE: usize = 64;

/** A squared residual below which single precision has no digits left. */
const NOTHING_LEFT: f32 = 1e-30;

// Where the parts of the scratch begin; set by each call.
/** a VᵀV in strips, [⌈d / 8⌉][d][8]. */
let strips: usize = 0;
/** The block's directions, [BLOCK][d]: what the matrix is multiplied with. */
let directions: usize = 0;
/** The products, [BLOCK][⌈d / 8⌉ 8]. */
let products: usize = 0;
/** What is left of the right sides, [BLOCK][d]. */
let residuals: usize = 0;
/** What is known of each row of the block. */
let slots: usize = 0;

/** What is known of a row of the block: its fields' places in the slot. */
const ROW: usize = 0; // u32: which row it is
const PENALTY: usize = 4; // f32: λ
const LEFT: usize = 8; // f32: |residual|²
const TOUCHED: usize = 12; // u32: no matter what
const SLOT_BYTES: usize = 16;

/** The tables and settings, as they are in this call. */
let solved: usize = 0;
let fixed: usize = 0;
let start: usize = 0;
let partner: usize = 0;
let weight: usize = 0;
let dimensions: u32 = 0;
let rowBytes: usize = 0;
let productBytes: usize = 0;

/** Numbers of four bytes that {@link alsSolveRows} needs as scratch. */
export function alsScratchLength(dimensions: u32): u32 {
  const padded = paddedTo(dimensions, STRIP);
  return padded * dimensions + BLOCK * (2 * dimensions + padded) +
    BLOCK * (<u32> SLOT_BYTES >> 2);
}

/**
 * Solves rows [from, to).
 *
 * @param solvedValues Address of the table to solve, float32 [n, d].
 * @param fixedValues Address of the other, float32 [k, d].
 * @param gram Address of its VᵀV, float32 [d, d].
 * @param starts Address of where each row's neighbours begin, uint32 [n + 1].
 * @param partners Address of the neighbours, uint32 [m].
 * @param weights Address of their weights, float32 [m].
 * @param d Dimensions, a multiple of 4.
 * @param fixedCount k.
 * @param scratch Address of `alsScratchLength(d)` numbers.
 * @returns What is minimised, summed over the rows, after the steps.
 */
export function alsSolveRows(
  solvedValues: usize,
  fixedValues: usize,
  gram: usize,
  starts: usize,
  partners: usize,
  weights: usize,
  from: u32,
  to: u32,
  d: u32,
  fixedCount: u32,
  unobservedWeight: f32,
  regularization: f32,
  steps: u32,
  scratch: usize,
): f64 {
  solved = solvedValues;
  fixed = fixedValues;
  start = starts;
  partner = partners;
  weight = weights;
  dimensions = d;
  rowBytes = (<usize> d) << 2;
  layOut(scratch);
  packGram(gram, unobservedWeight);

  const base = unobservedWeight * <f32> fixedCount;
  let loss: f64 = 0;
  let count: u32 = 0;
  for (let row = from; row < to; row++) {
    if (beginOf(row) === beginOf(row + 1)) {
      memory.fill(solved + row * rowBytes, 0, rowBytes);
      continue;
    }
    const slot = slots + count * SLOT_BYTES;
    store<u32>(slot, row, ROW);
    store<f32>(slot, regularization * (totalWeight(row) + base), PENALTY);
    if (++count === BLOCK) {
      loss += solveBlock(count, steps);
      count = 0;
    }
  }
  return loss + solveBlock(count, steps);
}

function layOut(scratch: usize): void {
  productBytes = (<usize> paddedTo(dimensions, STRIP)) << 2;
  strips = scratch;
  directions = strips + productBytes * dimensions;
  products = directions + BLOCK * rowBytes;
  residuals = products + BLOCK * productBytes;
  slots = residuals + BLOCK * rowBytes;
}

/** Writes a VᵀV in strips: as it is symmetric its rows are its columns. */
function packGram(gram: usize, unobservedWeight: f32): void {
  memory.fill(strips, 0, productBytes * dimensions);
  for (let c: u32 = 0; c < dimensions; c++) {
    packColumn(
      gram + c * rowBytes,
      dimensions,
      unobservedWeight,
      strips + (c / STRIP) * stripBytes(dimensions) + ((c % STRIP) << 2),
    );
  }
}

/** Solves the rows in the first `count` slots and returns what they come to. */
function solveBlock(count: u32, steps: u32): f64 {
  for (let s: u32 = 0; s < count; s++) {
    memory.copy(directions + s * rowBytes, solvedRow(s), rowBytes);
  }
  multiplyBlock(count);
  for (let s: u32 = 0; s < count; s++) touchNeighbours(s);
  let loss: f64 = 0;
  for (let s: u32 = 0; s < count; s++) loss += begin(s);
  for (let step: u32 = 0; step < steps; step++) {
    multiplyBlock(count);
    for (let s: u32 = 0; s < count; s++) loss -= advance(s);
  }
  return loss;
}

/** products = directions · a VᵀV, for the block. */
function multiplyBlock(count: u32): void {
  const width = paddedTo(dimensions, STRIP);
  let strip = strips;
  for (let c: u32 = 0; c < width; c += STRIP) {
    for (let s: u32 = 0; s < count; s += TILE_ROWS) {
      multiplyTile(
        directions + s * rowBytes,
        rowBytes,
        strip,
        dimensions,
        products + s * productBytes + (c << 2),
        productBytes,
      );
    }
    strip += stripBytes(dimensions);
  }
}

/**
 * Sets a row's residual, b - A x, and takes it for the first direction.
 *
 * @returns What x comes to: Σ w (1 - v·x)² + x·(a VᵀV x) + λ |x|².
 */
function begin(s: u32): f64 {
  const slot = slots + s * SLOT_BYTES;
  const penalty = load<f32>(slot, PENALTY);
  const x = directions + s * rowBytes;
  const product = products + s * productBytes;
  const residual = residuals + s * rowBytes;
  addRow(product, x, penalty, dimensions);
  const size = dot(x, product, dimensions);
  const error = addNeighbours(load<u32>(slot, ROW), x, product, 1);

  let left = f32x4.splat(0);
  for (let c: usize = 0; c < rowBytes; c += 16) {
    const value = f32x4.neg(v128.load(product + c));
    v128.store(residual + c, value);
    v128.store(x + c, value);
    left = madd(value, value, left);
  }
  store<f32>(slot, sumOf(left), LEFT);
  return <f64> error + <f64> size;
}

/**
 * Takes a step of the conjugate gradient.
 *
 * @returns By how much it lessens what is minimised.
 */
function advance(s: u32): f64 {
  const slot = slots + s * SLOT_BYTES;
  const before = load<f32>(slot, LEFT);
  if (before <= NOTHING_LEFT) return 0;
  const direction = directions + s * rowBytes;
  const product = products + s * productBytes;
  const residual = residuals + s * rowBytes;
  const x = solvedRow(s);
  addRow(product, direction, load<f32>(slot, PENALTY), dimensions);
  addNeighbours(load<u32>(slot, ROW), direction, product, 0);

  const length = before / dot(direction, product, dimensions);
  const forth = f32x4.splat(length), back = f32x4.splat(-length);
  let sum = f32x4.splat(0);
  for (let c: usize = 0; c < rowBytes; c += 16) {
    const moved = madd(forth, v128.load(direction + c), v128.load(x + c));
    v128.store(x + c, moved);
    const value = madd(back, v128.load(product + c), v128.load(residual + c));
    v128.store(residual + c, value);
    sum = madd(value, value, sum);
  }
  const left = sumOf(sum);
  store<f32>(slot, left, LEFT);
  const kept = f32x4.splat(left / before);
  for (let c: usize = 0; c < rowBytes; c += 16) {
    v128.store(
      direction + c,
      madd(kept, v128.load(direction + c), v128.load(residual + c)),
    );
  }
  return <f64> length * <f64> before;
}

/**
 * Adds Σ w (v·x - target) v over a row's neighbours to `out`.
 *
 * @returns Σ w (v·x - target)².
 */
function addNeighbours(row: u32, x: usize, out: usize, target: f32): f32 {
  const end = beginOf(row + 1);
  let at = beginOf(row);
  let squares: f32 = 0;
  for (; at + 4 <= end; at += 4) {
    const row0 = fixedRow(at), row1 = fixedRow(at + 1);
    const row2 = fixedRow(at + 2), row3 = fixedRow(at + 3);
    const errors = f32x4.sub(
      dotFourRows(x, row0, row1, row2, row3, dimensions),
      f32x4.splat(target),
    );
    const shares = f32x4.mul(errors, v128.load(weight + (at << 2)));
    squares += sumOf(f32x4.mul(errors, shares));
    addFourRows(
      out,
      row0,
      row1,
      row2,
      row3,
      f32x4.extract_lane(shares, 0),
      f32x4.extract_lane(shares, 1),
      f32x4.extract_lane(shares, 2),
      f32x4.extract_lane(shares, 3),
      dimensions,
    );
  }
  for (; at < end; at++) {
    const error = dot(x, fixedRow(at), dimensions) - target;
    const share = error * load<f32>(weight + (at << 2));
    squares += error * share;
    addRow(out, fixedRow(at), share, dimensions);
  }
  return squares;
}

/**
 * Brings the vectors of a row's neighbours into the cache: the machine fetches
 * many at a time where no result is waited for. The sum is kept only so that the
 * loads are.
 */
function touchNeighbours(s: u32): void {
  const slot = slots + s * SLOT_BYTES;
  const row = load<u32>(slot, ROW);
  const end = beginOf(row + 1);
  let sum: u32 = 0;
  for (let at = beginOf(row); at < end; at++) {
    const vector = fixedRow(at);
    for (let c: usize = 0; c < rowBytes; c += CACHE_LINE) {
      sum += load<u32>(vector + c);
    }
  }
  store<u32>(slot, sum, TOUCHED);
}

function totalWeight(row: u32): f32 {
  const end = beginOf(row + 1);
  let sum: f64 = 0;
  for (let at = beginOf(row); at < end; at++) {
    sum += load<f32>(weight + (at << 2));
  }
  return <f32> sum;
}

/** Position of a row's first neighbour. */
function beginOf(row: u32): usize {
  return load<u32>(start + ((<usize> row) << 2));
}

/** Address of the vector of the neighbour at a position. */
function fixedRow(at: usize): usize {
  return fixed + load<u32>(partner + (at << 2)) * rowBytes;
}

/** Address of the vector of the row in a slot. */
function solvedRow(s: u32): usize {
  return solved + load<u32>(slots + s * SLOT_BYTES, ROW) * rowBytes;
}

/** The next multiple of a power of two. */
function paddedTo(count: u32, multiple: u32): u32 {
  return (count + multiple - 1) & ~(multiple - 1);
}
