// How a gradient moves a row or a bias, as `src/reference/_reference_optimizer.ts`
// defines it.
import { madd, sumOf } from "./lanes";
import {
  anchorTable,
  dimensions,
  globalBias,
  itemBias,
  l2Scale,
  rowBytes,
  targetTable,
} from "./pair_model";

// The numbers of the optimizers, in the order of `OPTIMIZERS`.
export const SGD: u32 = 0;
const ADAGRAD: u32 = 1;

/** Which optimizer. */
export let optimizer: u32 = SGD;
/** Learning rate of the vectors. */
export let learningRate: f32 = 0;
/** Learning rate of the biases. */
let biasRate: f32 = 0;
/** Weight of half the squared length of a vector. */
let l2: f32 = 0;

/** Sets the optimizer. */
export function setOptimizer(
  kind: u32,
  vectorsRate: f32,
  biasesRate: f32,
  vectorsL2: f32,
): void {
  optimizer = kind;
  learningRate = vectorsRate;
  biasRate = biasesRate;
  l2 = vectorsL2;
}

/** Returns how much of a row l2 takes, for a number of labelled pairs. */
export function decayOf(row: u32, count: f32): f32 {
  const decay = count * l2;
  return l2Scale ? decay * load<f32>(l2Scale + (row << 2)) : decay;
}

/** Added to the sum of squares. */
let adagradEpsilon: f32 = 0;
/** How much of itself the mean of gradients keeps, and what a new one adds. */
let keepMean: f32 = 0;
let addMean: f32 = 0;
/** The same for the mean of their squares. */
let keepSquare: f32 = 0;
let addSquare: f32 = 0;
/** What makes up for both having begun at 0: 1 / (1 - decay^step). */
let meanScale: f32 = 0;
let squareScale: f32 = 0;
/** Added to the root of the mean of squares. */
let adamEpsilon: f32 = 0;

/** Sets the numbers that the rules of Adagrad and Adam have in them. */
export function setOptimizerConstants(
  epsilonOfAdagrad: f32,
  keptOfMean: f32,
  addedToMean: f32,
  scaleOfMean: f32,
  keptOfSquare: f32,
  addedToSquare: f32,
  scaleOfSquare: f32,
  epsilonOfAdam: f32,
): void {
  adagradEpsilon = epsilonOfAdagrad;
  keepMean = keptOfMean;
  addMean = addedToMean;
  meanScale = scaleOfMean;
  keepSquare = keptOfSquare;
  addSquare = addedToSquare;
  squareScale = scaleOfSquare;
  adamEpsilon = epsilonOfAdam;
}

// Addresses of the moments: Adam has means and squares as large as what they are
// of, Adagrad one square a row and no means.
let anchorMeans: usize = 0;
let anchorSquares: usize = 0;
let targetMeans: usize = 0;
let targetSquares: usize = 0;
let biasMeans: usize = 0;
let biasSquares: usize = 0;
let globalMean: usize = 0;
let globalSquare: usize = 0;

/** Sets where the moments are; 0 where there is none. */
export function setOptimizerMoments(
  meansOfAnchors: usize,
  squaresOfAnchors: usize,
  meansOfTargets: usize,
  squaresOfTargets: usize,
  meansOfBiases: usize,
  squaresOfBiases: usize,
  meanOfGlobal: usize,
  squareOfGlobal: usize,
): void {
  anchorMeans = meansOfAnchors;
  anchorSquares = squaresOfAnchors;
  targetMeans = meansOfTargets;
  targetSquares = squaresOfTargets;
  biasMeans = meansOfBiases;
  biasSquares = squaresOfBiases;
  globalMean = meanOfGlobal;
  globalSquare = squareOfGlobal;
}

/**
 * Moves an anchor's row by the gradient scale · direction - decay row, where
 * decay is what {@link decayOf} gives for count.
 *
 * @param direction Address of float32 [d].
 */
export function moveAnchor(
  row: u32,
  direction: usize,
  scale: f32,
  count: f32,
): void {
  moveRow(
    anchorTable,
    anchorMeans,
    anchorSquares,
    row,
    direction,
    scale,
    count,
  );
}

/** Moves a target's row, as {@link moveAnchor} does an anchor's. */
export function moveTarget(
  row: u32,
  direction: usize,
  scale: f32,
  count: f32,
): void {
  moveRow(
    targetTable,
    targetMeans,
    targetSquares,
    row,
    direction,
    scale,
    count,
  );
}

function moveRow(
  table: usize,
  means: usize,
  squares: usize,
  row: u32,
  direction: usize,
  scale: f32,
  count: f32,
): void {
  const at = row * rowBytes;
  const decay = decayOf(row, count);
  if (optimizer == SGD) {
    descend(table + at, direction, scale, decay);
  } else if (optimizer == ADAGRAD) {
    const square = squares + (row << 2);
    moveByAdagrad(table + at, square, direction, scale, decay);
  } else {
    moveByAdam(
      table + at,
      means + at,
      squares + at,
      direction,
      scale,
      decay,
    );
  }
}

/** row += rate (scale · direction - decay row). */
function descend(
  row: usize,
  direction: usize,
  scale: f32,
  decay: f32,
): void {
  const keep = f32x4.splat(1 - learningRate * decay);
  const step = f32x4.splat(learningRate * scale);
  const end = row + rowBytes;
  // A line of the cache at a time, then what is left.
  for (const linesEnd = row + (rowBytes & ~63); row < linesEnd; row += 64) {
    let kept = f32x4.mul(keep, v128.load(row));
    v128.store(row, madd(step, v128.load(direction), kept));
    kept = f32x4.mul(keep, v128.load(row, 16));
    v128.store(row, madd(step, v128.load(direction, 16), kept), 16);
    kept = f32x4.mul(keep, v128.load(row, 32));
    v128.store(row, madd(step, v128.load(direction, 32), kept), 32);
    kept = f32x4.mul(keep, v128.load(row, 48));
    v128.store(row, madd(step, v128.load(direction, 48), kept), 48);
    direction += 64;
  }
  for (; row < end; row += 16) {
    const kept = f32x4.mul(keep, v128.load(row));
    v128.store(row, madd(step, v128.load(direction), kept));
    direction += 16;
  }
}

/** Adagrad with one sum of squares a row. */
function moveByAdagrad(
  row: usize,
  square: usize,
  direction: usize,
  scale: f32,
  decay: f32,
): void {
  const s = f32x4.splat(scale);
  const shrink = f32x4.splat(-decay);
  let squares = f32x4.splat(0);
  for (let at: usize = 0; at < rowBytes; at += 16) {
    const kept = f32x4.mul(shrink, v128.load(row + at));
    const gradient = madd(s, v128.load(direction + at), kept);
    squares = madd(gradient, gradient, squares);
  }
  const sum = load<f32>(square) + sumOf(squares) / <f32> dimensions;
  store<f32>(square, sum);
  const rate = f32x4.splat(learningRate / sqrt(sum + adagradEpsilon));
  for (let at: usize = 0; at < rowBytes; at += 16) {
    const held = v128.load(row + at);
    const gradient = madd(
      s,
      v128.load(direction + at),
      f32x4.mul(shrink, held),
    );
    v128.store(row + at, madd(rate, gradient, held));
  }
}

/** Adam, number by number. */
function moveByAdam(
  row: usize,
  means: usize,
  squares: usize,
  direction: usize,
  scale: f32,
  decay: f32,
): void {
  const s = f32x4.splat(scale);
  const shrink = f32x4.splat(-decay);
  const oldMean = f32x4.splat(keepMean);
  const newMean = f32x4.splat(addMean);
  const oldSquare = f32x4.splat(keepSquare);
  const newSquare = f32x4.splat(addSquare);
  const rate = f32x4.splat(learningRate * meanScale);
  const scaleSquare = f32x4.splat(squareScale);
  const epsilon = f32x4.splat(adamEpsilon);
  for (let at: usize = 0; at < rowBytes; at += 16) {
    const held = v128.load(row + at);
    const g = madd(s, v128.load(direction + at), f32x4.mul(shrink, held));
    const mean = madd(newMean, g, f32x4.mul(oldMean, v128.load(means + at)));
    const square = madd(
      newSquare,
      f32x4.mul(g, g),
      f32x4.mul(oldSquare, v128.load(squares + at)),
    );
    v128.store(means + at, mean);
    v128.store(squares + at, square);
    const root = f32x4.sqrt(f32x4.mul(scaleSquare, square));
    const step = f32x4.div(f32x4.mul(rate, mean), f32x4.add(root, epsilon));
    v128.store(row + at, f32x4.add(held, step));
  }
}

/** Moves the bias of an item by its gradient. */
export function moveItemBias(row: u32, gradient: f32): void {
  const at = row << 2;
  moveBias(itemBias + at, biasMeans + at, biasSquares + at, gradient);
}

/** Moves the global bias by its gradient. */
export function moveGlobalBias(gradient: f32): void {
  moveBias(globalBias, globalMean, globalSquare, gradient);
}

function moveBias(
  bias: usize,
  mean: usize,
  square: usize,
  gradient: f32,
): void {
  let step = biasRate * gradient;
  if (optimizer == ADAGRAD) {
    const sum = load<f32>(square) + gradient * gradient;
    store<f32>(square, sum);
    step /= sqrt(sum + adagradEpsilon);
  } else if (optimizer != SGD) {
    const m = keepMean * load<f32>(mean) + addMean * gradient;
    const s = keepSquare * load<f32>(square) + addSquare * gradient * gradient;
    store<f32>(mean, m);
    store<f32>(square, s);
    step = biasRate * meanScale * m / (sqrt(squareScale * s) + adamEpsilon);
  }
  store<f32>(bias, load<f32>(bias) + step);
}
