// The step of a group of pairs that share their negatives. Rows may occur in the
// group twice and in any roles, so it works on copies of anchors and negatives,
// which also lie side by side for the products. A context is added to the copies
// alone, so that all products have it in them and no step moves by it.
import { dot } from "./dot";
import { isRepeated } from "./is_repeated";
import { madd, sumOf } from "./lanes";
import {
  moveAnchor,
  moveGlobalBias,
  moveItemBias,
  moveTarget,
} from "./optimizer";
import { judge, negativeWeight } from "./pair_loss";
import {
  anchorContext,
  anchorTable,
  dimensions,
  globalBias,
  itemBias,
  l2Scale,
  rowBytes,
  targetContext,
  targetTable,
} from "./pair_model";
import { combineRows, multiplyRows, TILE } from "./pair_step_products";
import { addRow } from "./rows";

/** Stands for the row of a pair that is passed over. */
const NO_ROW: u32 = 0xffff_ffff;

// Where the parts of the scratch begin. S is the pairs of a group, K the
// negatives, d the dimensions, each as padded for the products.
/** Copies of the anchors, [S, d]. */
let anchors: usize = 0;
/** Copies of the positives, then the anchors' gradients, [S, d]. */
let anchorGradients: usize = 0;
/** Copies of the negatives, [K, d]. */
let negatives: usize = 0;
/** Their gradients, [K, d]. */
let negativeGradients: usize = 0;
/** Logits, then errors, of anchors with negatives, [K, S]. */
let errors: usize = 0;
/** Of each pair, [S]: logits, then errors; labels; weights. */
let ownErrors: usize = 0;
let labels: usize = 0;
let weights: usize = 0;
/** Of each pair, [S]: its bias and the global one; the sum of its errors. */
let bases: usize = 0;
let errorSums: usize = 0;
/** Of each pair, uint32 [S]: its rows, NO_ROW where it is passed over. */
let anchorRows: usize = 0;
let positiveRows: usize = 0;
/** Of each pair, [S]: all bits set unless it is passed over. */
let isTaken: usize = 0;
/** The distinct negatives, uint32 [K]. */
let negativeRows: usize = 0;
/** Of each, uint32 [K]: bit s is set where pair s passes over it. */
let negativeMasks: usize = 0;
/** Of each, [K]: in how many labelled pairs it is; the sum of its errors. */
let negativeCounts: usize = 0;
let negativeSums: usize = 0;
/** Where {@link touchItems} leaves a number, so that its loads are of use. */
let touched: usize = 0;
/** Bytes of a copied row. */
let copyBytes: usize = 0;
/** Bytes of one number for each pair. */
let pairBytes: usize = 0;

/** Rounds up to a multiple of a power of 2. */
function paddedTo(count: u32, multiple: u32): u32 {
  return (count + multiple - 1) & ~(multiple - 1);
}

/** Numbers of four bytes that {@link stepGroup} needs as scratch. */
export function groupScratchLength(d: u32, drawn: u32, sharedBy: u32): u32 {
  const s = paddedTo(sharedBy, 4);
  const k = paddedTo(drawn, 4);
  return 2 * (s + k) * paddedTo(d, TILE) + k * s + 8 * s + 4 * k + 4;
}

/** Sets where the scratch is. */
export function setGroupScratch(
  scratch: usize,
  drawn: u32,
  sharedBy: u32,
): void {
  copyBytes = paddedTo(dimensions, TILE) << 2;
  pairBytes = paddedTo(sharedBy, 4) << 2;
  const s = paddedTo(sharedBy, 4);
  const k = paddedTo(drawn, 4);
  anchors = scratch;
  anchorGradients = anchors + s * copyBytes;
  negatives = anchorGradients + s * copyBytes;
  negativeGradients = negatives + k * copyBytes;
  errors = negativeGradients + k * copyBytes;
  ownErrors = errors + k * pairBytes;
  labels = ownErrors + pairBytes;
  weights = labels + pairBytes;
  bases = weights + pairBytes;
  errorSums = bases + pairBytes;
  anchorRows = errorSums + pairBytes;
  positiveRows = anchorRows + pairBytes;
  isTaken = positiveRows + pairBytes;
  negativeRows = isTaken + pairBytes;
  negativeMasks = negativeRows + (k << 2);
  negativeCounts = negativeMasks + (k << 2);
  negativeSums = negativeCounts + (k << 2);
  touched = negativeSums + (k << 2);
  // The padding of rows stays as it is from here on.
  clear(anchors, 2 * (s + k) * copyBytes);
}

/**
 * Takes the step of a group.
 *
 * @param anchor Address of its anchors, uint32 [size].
 * @param positive Address of its positives, uint32 [size].
 * @param negative Address of its negatives, uint32 [drawn].
 * @param label Address of its labels, float32 [size], or 0.
 * @param weight Address of its weights, float32 [size], or 0.
 * @param masked Address of the negatives' masks, uint32 [drawn], or 0.
 * @returns The loss before the step.
 */
export function stepGroup(
  anchor: usize,
  positive: usize,
  negative: usize,
  label: usize,
  weight: usize,
  masked: usize,
  size: u32,
  drawn: u32,
): f64 {
  touchItems(anchor, size, anchorTable, anchorContext);
  touchItems(positive, size, targetTable, targetContext);
  touchItems(negative, drawn, targetTable, targetContext);
  if (!takePairs(anchor, positive, label, weight, size)) return 0;
  const places = paddedTo(size, 4);
  const count = takeNegatives(negative, masked, drawn);
  // Behind an odd number is a row of zeros: its logits and so its errors are 0.
  const evenCount = paddedTo(count, 2);
  for (let s: u32 = 0; s < places; s += 4) {
    for (let k: u32 = 0; k < evenCount; k += 2) {
      multiplyRows(
        anchors + s * copyBytes,
        negatives + k * copyBytes,
        copyBytes,
        errors + k * pairBytes + (s << 2),
        pairBytes,
      );
    }
  }
  let loss = judgePairs(places);
  for (let k: u32 = 0; k < count; k++) {
    loss += judgeNegative(k, places);
  }
  combineAll(places, evenCount);
  moveNegatives(count);
  movePairs(size);
  return loss;
}

/**
 * Brings what is needed of some items into the cache by one load of each line:
 * many more of these can be under way at once than where something is done with
 * each.
 *
 * @param rows Address of which, uint32 [count].
 */
function touchItems(
  rows: usize,
  count: u32,
  table: usize,
  context: usize,
): void {
  touchRows(table, rows, count);
  if (context) touchRows(context, rows, count);
  touchNumbers(itemBias, rows, count);
  if (l2Scale) touchNumbers(l2Scale, rows, count);
}

/** Loads each line of some rows of a table. */
function touchRows(table: usize, rows: usize, count: u32): void {
  let sum: u32 = 0;
  for (const end = rows + (count << 2); rows < end; rows += 4) {
    let line = table + load<u32>(rows) * rowBytes;
    for (const lineEnd = line + rowBytes; line < lineEnd; line += 64) {
      sum += load<u32>(line);
    }
  }
  store<u32>(touched, sum);
}

/** Loads the number of each of some rows. */
function touchNumbers(numbers: usize, rows: usize, count: u32): void {
  let sum: u32 = 0;
  for (const end = rows + (count << 2); rows < end; rows += 4) {
    sum += load<u32>(numbers + (load<u32>(rows) << 2));
  }
  store<u32>(touched, sum);
}

/** Takes in the pairs of a group; whether there is one that is not passed over. */
function takePairs(
  anchor: usize,
  positive: usize,
  label: usize,
  weight: usize,
  size: u32,
): bool {
  let some = false;
  const bytes = size << 2;
  const end = paddedTo(size, 4) << 2;
  let copy = anchors;
  let positiveCopy = anchorGradients;
  for (let at: u32 = 0; at < end; at += 4) {
    const u = at < bytes ? load<u32>(anchor + at) : NO_ROW;
    const p = at < bytes ? load<u32>(positive + at) : NO_ROW;
    let base: f32 = 0;
    let logit: f32 = 0;
    if (u != p) {
      some = true;
      base = load<f32>(itemBias + (u << 2)) + load<f32>(globalBias);
      takeRow(copy, anchorTable, anchorContext, u);
      logit = base + load<f32>(itemBias + (p << 2)) +
        takePositive(positiveCopy, p, copy);
    } else {
      clear(copy, rowBytes);
      clear(positiveCopy, rowBytes);
    }
    store<u32>(anchorRows + at, u != p ? u : NO_ROW);
    store<u32>(positiveRows + at, u != p ? p : NO_ROW);
    store<i32>(isTaken + at, u != p ? -1 : 0);
    store<f32>(bases + at, base);
    store<f32>(ownErrors + at, logit);
    store<f32>(labels + at, label && at < bytes ? load<f32>(label + at) : 1);
    store<f32>(weights + at, weight && at < bytes ? load<f32>(weight + at) : 1);
    copy += copyBytes;
    positiveCopy += copyBytes;
  }
  return some;
}

/** Copies the distinct negatives and returns how many they are. */
function takeNegatives(negative: usize, masked: usize, drawn: u32): u32 {
  // First all rows' places: a loop of copies alone has many loads under way.
  let count: u32 = 0;
  for (let k: u32 = 0; k < drawn; k++) {
    if (isRepeated(negative, k)) continue;
    const to = count << 2;
    const at = k << 2;
    store<u32>(negativeRows + to, load<u32>(negative + at));
    store<u32>(negativeMasks + to, masked ? load<u32>(masked + at) : 0);
    count++;
  }
  let copy = negatives;
  for (let k: u32 = 0; k < count; k++) {
    const row = load<u32>(negativeRows + (k << 2));
    takeRow(copy, targetTable, targetContext, row);
    copy += copyBytes;
  }
  if (count & 1) clear(copy, rowBytes);
  return count;
}

/** Fills some bytes, a multiple of 16, with zeros. */
function clear(at: usize, bytes: usize): void {
  for (const end = at + bytes; at < end; at += 16) {
    v128.store(at, f32x4.splat(0));
  }
}

/** Copies a row of a table, and adds that of its context where there is one. */
function takeRow(to: usize, table: usize, context: usize, row: u32): void {
  copyRow(to, table + row * rowBytes);
  if (context) addRow(to, context + row * rowBytes, 1, dimensions);
}

/** Takes a positive's row, and returns its dot product with its anchor's. */
function takePositive(to: usize, row: u32, anchor: usize): f32 {
  if (!targetContext) {
    return copyWithProduct(to, targetTable + row * rowBytes, anchor);
  }
  takeRow(to, targetTable, targetContext, row);
  return dot(to, anchor, dimensions);
}

/** Copies a row of a table. */
function copyRow(to: usize, from: usize): void {
  const end = from + rowBytes;
  for (const linesEnd = from + (rowBytes & ~63); from < linesEnd; from += 64) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
    to += 64;
  }
  for (; from < end; from += 16) {
    v128.store(to, v128.load(from));
    to += 16;
  }
}

/** Copies a row of a table and returns its dot product with another. */
function copyWithProduct(to: usize, from: usize, other: usize): f32 {
  let sum = f32x4.splat(0);
  for (const end = from + rowBytes; from < end; from += 16) {
    const x = v128.load(from);
    v128.store(to, x);
    sum = madd(x, v128.load(other), sum);
    to += 16;
    other += 16;
  }
  return sumOf(sum);
}

/** Makes errors of the pairs' own logits and returns the loss. */
function judgePairs(places: u32): f64 {
  let loss = f32x4.splat(0);
  for (let at: u32 = 0; at < places << 2; at += 16) {
    const own = judge(
      v128.load(ownErrors + at),
      v128.load(labels + at),
      v128.load(weights + at),
      v128.load(isTaken + at),
      ownErrors + at,
    );
    loss = f32x4.add(loss, own);
    v128.store(errorSums + at, v128.load(ownErrors + at));
  }
  return sumOf(loss);
}

/** Returns all bits set for each of four bits of a mask, from a place on. */
function lanesOf(mask: u32, place: u32): v128 {
  const bits = i32x4(1, 2, 4, 8);
  return i32x4.eq(v128.and(i32x4.splat(mask >> place), bits), bits);
}

/** Makes errors of all logits with a negative and returns the loss. */
function judgeNegative(k: u32, places: u32): f64 {
  const row = load<u32>(negativeRows + (k << 2));
  const isRow = i32x4.splat(row);
  const bias = f32x4.splat(load<f32>(itemBias + (row << 2)));
  const label = f32x4.splat(0);
  const weight = f32x4.splat(negativeWeight);
  const mask = load<u32>(negativeMasks + (k << 2));
  let error = errors + k * pairBytes;
  let loss = f32x4.splat(0);
  let sum = f32x4.splat(0);
  let count = i32x4.splat(0);
  for (let at: u32 = 0; at < places << 2; at += 16) {
    const isOwn = v128.or(
      i32x4.eq(v128.load(anchorRows + at), isRow),
      i32x4.eq(v128.load(positiveRows + at), isRow),
    );
    const passed = v128.or(isOwn, lanesOf(mask, at >> 2));
    const taken = v128.andnot(v128.load(isTaken + at), passed);
    const x = f32x4.add(
      v128.load(error),
      f32x4.add(v128.load(bases + at), bias),
    );
    loss = f32x4.add(loss, judge(x, label, weight, taken, error));
    const e = v128.load(error);
    sum = f32x4.add(sum, e);
    v128.store(errorSums + at, f32x4.add(v128.load(errorSums + at), e));
    // All bits set are -1.
    count = i32x4.sub(count, taken);
    error += 16;
  }
  store<f32>(negativeSums + (k << 2), sumOf(sum));
  store<f32>(negativeCounts + (k << 2), sumOf(f32x4.convert_i32x4_s(count)));
  return sumOf(loss);
}

/** Makes all gradients of rows, but those of the positives. */
function combineAll(places: u32, count: u32): void {
  for (let s: u32 = 0; s < places; s += 2) {
    const own = ownErrors + (s << 2);
    const first = errors + (s << 2);
    combineRows(
      anchorGradients + s * copyBytes,
      load<f32>(own),
      load<f32>(own, 4),
      negatives,
      count,
      copyBytes,
      first,
      first + 4,
      pairBytes,
    );
  }
  clear(negativeGradients, count * copyBytes);
  for (let k: u32 = 0; k < count; k += 2) {
    const first = errors + k * pairBytes;
    combineRows(
      negativeGradients + k * copyBytes,
      1,
      1,
      anchors,
      places,
      copyBytes,
      first,
      first + pairBytes,
      4,
    );
  }
}

/** Takes the steps of the negatives. */
function moveNegatives(count: u32): void {
  for (let k: u32 = 0; k < count; k++) {
    const pairs = load<f32>(negativeCounts + (k << 2));
    if (pairs == 0) continue;
    const row = load<u32>(negativeRows + (k << 2));
    const gradient = negativeGradients + k * copyBytes;
    moveTarget(row, gradient, 1, negativeWeight * pairs);
    moveItemBias(row, load<f32>(negativeSums + (k << 2)));
  }
}

/** Takes the steps of the pairs and of the global bias. */
function movePairs(size: u32): void {
  let sum: f32 = 0;
  for (let s: u32 = 0; s < size; s++) {
    const at = s << 2;
    const u = load<u32>(anchorRows + at);
    if (u == NO_ROW) continue;
    const p = load<u32>(positiveRows + at);
    const error = load<f32>(ownErrors + at);
    moveTarget(p, anchors + s * copyBytes, error, 1);
    moveItemBias(p, error);
    const errorSum = load<f32>(errorSums + at);
    moveAnchor(u, anchorGradients + s * copyBytes, 1, 1);
    moveItemBias(u, errorSum);
    sum += errorSum;
  }
  moveGlobalBias(sum);
}
