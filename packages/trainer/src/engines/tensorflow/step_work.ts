import type { OptimizerName } from "../../train_options.ts";

/** What a step of a logistic factorization is on. */
export interface StepShape {
  /** Pairs of the batch. */
  pairs: number;
  /** Pairs that share one draw of negatives. */
  sharedBy: number;
  /** Negatives of a draw. */
  negatives: number;
  /** Numbers in a vector. */
  dimensions: number;
  /** Vectors an item has: 1 or 2. */
  tables: number;
  /** What turns gradients into steps. */
  optimizer: OptimizerName;
  /** Whether something is added to the vectors, as smoothing does. */
  hasContext: boolean;
  /** Whether vectors are drawn towards 0. */
  hasL2: boolean;
  /** Whether how much differs between items. */
  hasL2Scale: boolean;
  /**
   * How many different rows a batch has, as a share of its rows, in (0, 1]: Adagrad
   * and Adam take what is said of one row together. Default 1.
   */
  distinct?: number;
}

/** What a step, or a part of it, comes to. */
export interface StepWork {
  /** Operations that are launched, one after another. */
  operations: number;
  /** Bytes that they read, of tensors and of tables. */
  readBytes: number;
  /** Bytes of the tensors that they make, all of which are there until its end. */
  madeBytes: number;
  /** Bytes of tables that they change in place. */
  changedBytes: number;
  /** Additions, multiplications and the like; a function such as a root is one. */
  flops: number;
}

/** What some operations come to: in this order, as {@linkcode StepWork} has it. */
type Part = readonly [
  operations: number,
  read: number,
  made: number,
  changed: number,
  flops: number,
];

/**
 * Returns what one step of the tensorflow engine reads, writes and computes: counted
 * on paper, from the operations that `pairGradients()` and `deviceOptimizer()` are
 * made of, each of which reads its inputs and writes its output. Not counted are
 * shapes, and tensors of one number each.
 *
 * @param shape What the step is on.
 *
 * @example Without anything remembered, most of it is in rows of the batch
 * ```ts
 * import { stepWork } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * const { operations, flops } = stepWork({
 *   pairs: 8192,
 *   sharedBy: 1,
 *   negatives: 5,
 *   dimensions: 128,
 *   tables: 1,
 *   optimizer: "sgd",
 *   hasContext: false,
 *   hasL2: true,
 *   hasL2Scale: false,
 * });
 * assert.equal(operations, 158);
 * assert.ok(flops > 6 * 8192 * 5 * 128);
 * ```
 */
export function stepWork(shape: StepShape): StepWork {
  const { pairs: b, sharedBy, negatives: k, dimensions: d } = shape;
  const drawn = Math.ceil(b / sharedBy) * k;
  const rows = 2 * b + drawn;
  const update = (count: number, width: number, isJoined: boolean): Part[] => [
    ...isJoined ? [joining(count, width)] : [],
    moving(shape, count, width),
  ];
  const parts: Part[] = [
    ...gradientParts(shape, drawn),
    ...shape.tables === 1
      ? update(rows, d, true)
      : [...update(b, d, false), ...update(b + drawn, d, true)],
    ...update(rows, 1, true),
    ...update(1, 1, false),
    // How many pairs the global bias is moved for, and the loss.
    [3, 4 * b, 0, 0, b],
  ];
  const sum = (at: number): number =>
    parts.reduce((total, part) => total + part[at]!, 0);
  return {
    operations: sum(0),
    readBytes: sum(1),
    madeBytes: sum(2),
    changedBytes: sum(3),
    flops: sum(4),
  };
}

/** Returns the parts of `pairGradients()`. */
function gradientParts(shape: StepShape, drawn: number): Part[] {
  const { pairs: b, negatives: k, dimensions: d } = shape;
  // Bytes of a number each pair, each negative of a draw, each negative of a pair.
  const [p, n, l] = [4 * b, 4 * drawn, 4 * b * k];
  // Bytes of the vectors of pairs, of negatives, of all rows of the batch.
  const [pv, nv] = [p * d, n * d];
  const v = 2 * pv + nv;
  const rows = 2 * b + drawn;
  return [
    // Vectors, and their shapes.
    [6, v + 4 * rows, v, 0, 0],
    ...shape.hasContext ? [[6, 3 * v, 2 * v, 0, rows * d] as const] : [],
    // Logits: biases, u · p, and u · n for all negatives of a draw.
    [13, 8 * rows + 5 * p, 4 * rows + 3 * p, 0, 3 * b],
    [2, 3 * pv, pv + p, 0, 2 * b * d],
    [1, pv + nv, l, 0, 2 * b * k * d],
    [1, l, l, 0, b * k],
    // Which negatives count: masked ones, and those that are an item of the pair;
    // booleans are bytes.
    [17, 3 * n + 8.75 * l, 9.75 * l, 0, 8 * b * k],
    // Errors.
    [7, 5 * p + 5 * l, 3 * p + 4 * l, 0, 3 * b + 4 * b * k],
    // Gradients of vectors: e·n + e·p, e·u, and e·u for all pairs of a draw.
    [2, l + nv + 2 * pv, 2 * pv, 0, 2 * b * k * d + b * d],
    [3, 2 * pv + pv, 2 * pv, 0, 2 * b * d],
    [2, l + pv, nv, 0, 2 * b * k * d],
    [2, 0, 0, 0, 0],
    // Gradients of biases, and how many pairs each comes from.
    [12, 4 * p + 3 * l + 2 * n, 2 * p + 3 * n, 0, 3 * b * k + 2 * b],
    ...shape.hasL2
      ? [[12, 3 * v + 16 * rows, 2 * v + 12 * rows, 0, 2 * rows * d] as const]
      : [],
    ...shape.hasL2Scale ? [[6, 16 * rows, 8 * rows, 0, rows] as const] : [],
    // How much the loss is curved: weights, |n|², |p|² and |u|², and sums of these.
    [2, p + l, p + l, 0, b + b * k],
    [2, 2 * nv, nv + n, 0, 2 * drawn * d],
    [7, 2 * pv + 4 * p + l + n, pv + 4 * p, 0, 2 * b * d + 2 * b * k],
    [2, 2 * pv, pv + p, 0, 2 * b * d],
    [14, 6 * p + 3 * l, 3 * p + 2 * n, 0, 4 * b * k + 3 * b],
    // Loss.
    [16, 12 * p + 4 * l, 8 * p + 2 * l, 0, 9 * b + 3 * b * k],
  ];
}

/** Returns what it takes to lay the parts of a batch behind each other. */
function joining(rows: number, width: number): Part {
  const bytes = 4 * rows * (width + 3);
  return [4, bytes, bytes, 0, 0];
}

/** Returns what it takes to move rows by an optimizer's rule. */
function moving(
  { optimizer, distinct = 1 }: StepShape,
  rows: number,
  width: number,
): Part {
  // Bytes of all rows, of different ones, and of a number for each of these.
  const v = 4 * rows * width;
  const r = 4 * rows;
  const [dv, dr] = [distinct * v, distinct * r];
  const numbers = distinct * rows * width;
  switch (optimizer) {
    case "sgd":
      return [
        8,
        4 * v + 11 * r,
        2 * v + 3 * r,
        v + 2 * r,
        3 * rows * width + 4 * rows,
      ];
    case "adagrad":
      return [
        17,
        v + 4 * r + 8 * dv + 10 * dr,
        6 * dv + r + 8 * dr,
        dv + dr,
        rows * width + 6 * numbers,
      ];
    case "adam":
      return [
        25,
        v + 4 * r + 26 * dv + 9 * dr,
        18 * dv + r + 4 * dr,
        3 * dv,
        rows * width + 18 * numbers,
      ];
  }
}
