import {
  ADAGRAD_EPSILON,
  ADAM_EPSILON,
  ADAM_MEAN_DECAY,
  ADAM_SQUARE_DECAY,
} from "../optimizer_constants.ts";
import type { OptimizerState } from "../optimizer_state.ts";

/** Rows of numbers that are trained: a table, or biases (rows of one number). */
export interface TrainedRows {
  /** What its state is called by: `anchors`. */
  name: string;
  /** float32, shape `[rows, width]`. */
  values: Float32Array;
  /** Numbers a row. */
  width: number;
  /** Learning rate. */
  rate: number;
}

/** Moves one row by a gradient that points uphill in likelihood, shape `[width]`. */
export type RowStep = (
  rows: TrainedRows,
  row: number,
  gradient: Float64Array,
) => void;

/**
 * Returns the rule of an optimizer.
 *
 * @param state What it remembers, changed with each step.
 * @param step Which step of the training this is, 1-based.
 */
export function referenceOptimizer(
  { kind, tensors }: OptimizerState,
  step: number,
): RowStep {
  switch (kind) {
    case "sgd":
      return ({ values, width, rate }, row, gradient) => {
        const start = row * width;
        for (let i = 0; i < width; i++) {
          values[start + i]! += rate * gradient[i]!;
        }
      };
    case "adagrad":
      // One sum of squares a row, the mean over its numbers (Duchi et al. 2011
      // have one a number).
      return ({ name, values, width, rate }, row, gradient) => {
        const squares = tensors[`${name}.square`]!;
        let length = 0;
        for (let i = 0; i < width; i++) length += gradient[i]! ** 2;
        squares[row]! += length / width;
        const scale = rate / Math.sqrt(squares[row]! + ADAGRAD_EPSILON);
        for (let i = 0; i < width; i++) {
          values[row * width + i]! += scale * gradient[i]!;
        }
      };
    case "adam":
      // Kingma and Ba 2015, algorithm 1, on the rows that are touched.
      return ({ name, values, width, rate }, row, gradient) => {
        const mean = tensors[`${name}.mean`]!;
        const square = tensors[`${name}.square`]!;
        const meanScale = 1 / (1 - ADAM_MEAN_DECAY ** step);
        const squareScale = 1 / (1 - ADAM_SQUARE_DECAY ** step);
        for (let i = 0; i < width; i++) {
          const at = row * width + i;
          const g = gradient[i]!;
          mean[at] = ADAM_MEAN_DECAY * mean[at]! + (1 - ADAM_MEAN_DECAY) * g;
          square[at] = ADAM_SQUARE_DECAY * square[at]! +
            (1 - ADAM_SQUARE_DECAY) * g * g;
          values[at]! += rate * meanScale * mean[at]! /
            (Math.sqrt(squareScale * square[at]!) + ADAM_EPSILON);
        }
      };
  }
}
