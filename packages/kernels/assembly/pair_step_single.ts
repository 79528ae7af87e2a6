// The step of one pair with negatives of its own. Its rows are distinct, so that
// no copies are needed: first all dot products, then all rows are moved at once.
import { isRepeated } from "./is_repeated";
import { madd, sumOf, sumsOf } from "./lanes";
import {
  decayOf,
  learningRate,
  moveAnchor,
  moveGlobalBias,
  moveItemBias,
  moveTarget,
  optimizer,
  SGD,
} from "./optimizer";
import { judge, negativeWeight } from "./pair_loss";
import {
  anchorTable,
  globalBias,
  itemBias,
  rowBytes,
  targetTable,
} from "./pair_model";

/** Targets that are taken at a time: their sums fit into the registers. */
const ABREAST: u32 = 3;

/** A place that no count reaches. */
const NONE: u32 = 0xffff_ffff;

// Where the parts of the scratch begin.
/** The anchor's direction, [d]. */
let direction: usize = 0;
/** A row that makes the targets up to a multiple of {@link ABREAST}, [d]. */
let spare: usize = 0;
/** The positive and the negatives, uint32 [K + 1]. */
let targets: usize = 0;
/**
 * The targets' errors, four places for each that are taken abreast, so that they
 * are written and read as one.
 */
let errors: usize = 0;

/** Numbers that are written for the targets, whole lanes. */
function places(negatives: u32): u32 {
  return (negatives + ABREAST) / ABREAST * 4;
}

/** Numbers of four bytes that {@link stepSingle} needs as scratch. */
export function singleScratchLength(d: u32, negatives: u32): u32 {
  return 2 * d + 2 * places(negatives);
}

/** Sets where the scratch is. */
export function setSingleScratch(scratch: usize, negatives: u32): void {
  direction = scratch;
  spare = direction + rowBytes;
  targets = spare + rowBytes;
  errors = targets + (places(negatives) << 2);
  memory.fill(spare, 0, rowBytes);
}

/**
 * Takes the step of one pair.
 *
 * @param u The anchor.
 * @param p The positive.
 * @param negative Address of its negatives, uint32 [negatives].
 * @param masked Address of their masks, uint32 [negatives], or 0.
 * @returns The loss before the step.
 */
export function stepSingle(
  u: u32,
  p: u32,
  negative: usize,
  masked: usize,
  negatives: u32,
  label: f32,
  weight: f32,
): f32 {
  if (u == p) return 0;
  const count = takeTargets(u, p, negative, masked, negatives);
  const anchor = anchorTable + u * rowBytes;
  const base = load<f32>(itemBias + (u << 2)) + load<f32>(globalBias);

  // The positive comes first, and is the only one with a label and a weight.
  let labels = f32x4.replace_lane(f32x4.splat(0), 0, label);
  const drawnWeights = f32x4.splat(negativeWeight);
  let weights = f32x4.replace_lane(drawnWeights, 0, weight);
  let loss = f32x4.splat(0);
  let sum = f32x4.splat(0);
  let error = errors;
  for (let t: u32 = 0; t < count; t += ABREAST) {
    const logits = f32x4.add(logitsOf(anchor, t, count), f32x4.splat(base));
    const taken = i32x4.lt_u(i32x4(0, 1, 2, NONE), i32x4.splat(count - t));
    const judged = judge(logits, labels, weights, taken, error);
    loss = f32x4.add(loss, judged);
    sum = f32x4.add(sum, v128.load(error));
    labels = f32x4.splat(0);
    weights = drawnWeights;
    error += 16;
  }

  if (optimizer == SGD) descendAll(u, count);
  else moveAll(u, count);
  for (let t: u32 = 0; t < count; t++) {
    moveItemBias(load<u32>(targets + (t << 2)), load<f32>(errorAt(t)));
  }
  const errorSum = sumOf(sum);
  moveItemBias(u, errorSum);
  moveGlobalBias(errorSum);
  return sumOf(loss);
}

/** Lists the positive and the negatives that are not passed over. */
function takeTargets(
  u: u32,
  p: u32,
  negative: usize,
  masked: usize,
  negatives: u32,
): u32 {
  store<u32>(targets, p);
  let count: u32 = 1;
  for (let k: u32 = 0; k < negatives; k++) {
    const row = load<u32>(negative + (k << 2));
    if (row == u || row == p || isRepeated(negative, k)) continue;
    if (masked && load<u32>(masked + (k << 2)) & 1) continue;
    store<u32>(targets + (count << 2), row);
    count++;
  }
  return count;
}

/** Address of target t's vector; behind the last, the spare row. */
function addressOf(t: u32, count: u32): usize {
  if (t >= count) return spare;
  return targetTable + load<u32>(targets + (t << 2)) * rowBytes;
}

/** The bias of target t; behind the last, 0. */
function biasOf(t: u32, count: u32): f32 {
  if (t >= count) return 0;
  return load<f32>(itemBias + (load<u32>(targets + (t << 2)) << 2));
}

/** Address of target t's error. */
function errorAt(t: u32): usize {
  return errors + ((t / ABREAST) << 4) + ((t % ABREAST) << 2);
}

/** Returns the dot products of a row with three targets, and their biases. */
function logitsOf(row: usize, t: u32, count: u32): v128 {
  let t0 = addressOf(t, count);
  let t1 = addressOf(t + 1, count);
  let t2 = addressOf(t + 2, count);
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0);
  let b0 = f32x4.splat(0), b1 = f32x4.splat(0), b2 = f32x4.splat(0);
  const end = row + rowBytes;
  const pairsEnd = row + (rowBytes & ~31);
  while (row < pairsEnd) {
    let x = v128.load(row);
    a0 = madd(x, v128.load(t0), a0);
    a1 = madd(x, v128.load(t1), a1);
    a2 = madd(x, v128.load(t2), a2);
    x = v128.load(row, 16);
    b0 = madd(x, v128.load(t0, 16), b0);
    b1 = madd(x, v128.load(t1, 16), b1);
    b2 = madd(x, v128.load(t2, 16), b2);
    row += 32;
    t0 += 32;
    t1 += 32;
    t2 += 32;
  }
  if (row < end) {
    const x = v128.load(row);
    a0 = madd(x, v128.load(t0), a0);
    a1 = madd(x, v128.load(t1), a1);
    a2 = madd(x, v128.load(t2), a2);
  }
  const products = sumsOf(
    f32x4.add(a0, b0),
    f32x4.add(a1, b1),
    f32x4.add(a2, b2),
    f32x4.splat(0),
  );
  const biases = f32x4(
    biasOf(t, count),
    biasOf(t + 1, count),
    biasOf(t + 2, count),
    0,
  );
  return f32x4.add(products, biases);
}

/** How often target t counts: the positive once, a negative by its weight. */
function countOf(t: u32): f32 {
  return t == 0 ? 1 : negativeWeight;
}

/** What plain descent keeps of target t's vector; behind the last, nothing. */
function keepOf(t: u32, count: u32): v128 {
  if (t >= count) return f32x4.splat(0);
  const decay = decayOf(load<u32>(targets + (t << 2)), countOf(t));
  return f32x4.splat(1 - learningRate * decay);
}

/** Plain descent for the rows of all targets and the anchor's, in one pass. */
function descendAll(row: u32, count: u32): void {
  const anchor = anchorTable + row * rowBytes;
  const keep = f32x4.splat(1 - learningRate * decayOf(row, 1));
  for (let t: u32 = 0; t < count; t += ABREAST) {
    let t0 = addressOf(t, count);
    let t1 = addressOf(t + 1, count);
    let t2 = addressOf(t + 2, count);
    const at = errorAt(t);
    const e0 = f32x4.splat(learningRate * load<f32>(at));
    const e1 = f32x4.splat(learningRate * load<f32>(at, 4));
    const e2 = f32x4.splat(learningRate * load<f32>(at, 8));
    const keep0 = keepOf(t, count);
    const keep1 = keepOf(t + 1, count);
    const keep2 = keepOf(t + 2, count);
    // The anchor's new row is added up beside it until the last of the targets.
    const isFirst = t == 0;
    const isLast = t + ABREAST >= count;
    let from = isFirst ? anchor : direction;
    let to = isLast ? anchor : direction;
    const keepFrom = isFirst ? keep : f32x4.splat(1);
    let u = anchor;
    const end = anchor + rowBytes;
    while (u < end) {
      const x = v128.load(u);
      const y0 = v128.load(t0);
      const y1 = v128.load(t1);
      const y2 = v128.load(t2);
      v128.store(t0, madd(e0, x, f32x4.mul(keep0, y0)));
      v128.store(t1, madd(e1, x, f32x4.mul(keep1, y1)));
      v128.store(t2, madd(e2, x, f32x4.mul(keep2, y2)));
      let sum = f32x4.mul(keepFrom, v128.load(from));
      sum = madd(e0, y0, sum);
      sum = madd(e1, y1, sum);
      v128.store(to, madd(e2, y2, sum));
      t0 += 16;
      t1 += 16;
      t2 += 16;
      from += 16;
      to += 16;
      u += 16;
    }
  }
}

/** Moves the rows of all targets and the anchor's by the optimizer. */
function moveAll(u: u32, count: u32): void {
  const anchor = anchorTable + u * rowBytes;
  memory.fill(direction, 0, rowBytes);
  for (let t: u32 = 0; t < count; t++) {
    const error = load<f32>(errorAt(t));
    const e = f32x4.splat(error);
    const target = addressOf(t, count);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const sum = madd(e, v128.load(target + at), v128.load(direction + at));
      v128.store(direction + at, sum);
    }
    moveTarget(load<u32>(targets + (t << 2)), anchor, error, countOf(t));
  }
  moveAnchor(u, direction, 1, 1);
}
