import {
  ADAGRAD_EPSILON,
  ADAM_EPSILON,
  ADAM_MEAN_DECAY,
  ADAM_SQUARE_DECAY,
  type Optimizer,
} from "@kindred/kernels";
import type { DeviceTable } from "../../tensorflow/device_table.ts";
import type { OperationAttributes } from "../../tensorflow/operation_attributes.ts";
import type { Tensor, TensorflowApi } from "../../tensorflow/tensorflow_api.ts";

/** Rows of numbers that are trained, on the device, and what is remembered of them. */
export interface DeviceRows {
  /** Shape `[n, width]`. */
  table: DeviceTable;
  /** By moment: `square`, for Adam `mean` too. */
  moments: Readonly<Record<string, DeviceTable>>;
  /** Room for a number of each row: zeros, `[n, 1]`, before a step and after it. */
  scratch: DeviceTable;
  /** Learning rate. */
  rate: number;
}

/** Gradients of some rows of a table. */
export interface RowGradients {
  /** Rows, which may recur: int32, shape `[m]`. */
  rows: Tensor;
  /** Uphill in likelihood, float32, shape `[m, width]`. */
  gradients: Tensor;
  /** Labelled pairs that each comes from; a row of none stays, float32, `[m, 1]`. */
  counts: Tensor;
  /** Most that the loss can be curved along each, float32, shape `[m, 1]`. */
  curvatures: Tensor;
}

/** Moves rows by their summed gradients: each row takes one step. */
export type DeviceStep = (rows: DeviceRows, of: RowGradients) => void;

/**
 * Returns the rule of an optimizer, as the kernels have it.
 *
 * @param api TensorFlow, within a `tidy`.
 * @param attributes Its attributes.
 * @param kind The optimizer.
 * @param step Which step of the training this is, 1-based.
 */
export function deviceOptimizer(
  api: TensorflowApi,
  attributes: OperationAttributes,
  kind: Optimizer,
  step: number,
): DeviceStep {
  const { add, mul, div, sqrt, square, mean } = api;
  switch (kind) {
    case "sgd":
      // What is added to a row several times is added up.
      return (of, { rows, gradients, curvatures }) => {
        const { table, scratch, rate } = of;
        scratch.add(rows, curvatures);
        const bound = mul(scratch.gather(rows), rate);
        scratch.set(rows, api.zeros(curvatures.shape, "float32"));
        // No further than what the loss of all of the row's pairs is curved.
        const step = div(mul(gradients, rate), api.maximum(bound, 1));
        table.add(rows, step);
      };
    case "adagrad":
      return ({ table, moments, rate }, of) => {
        const { rows, gradients, isTouched } = summed(api, attributes, of);
        const before = moments["square"]!.gather(rows);
        const after = add(before, mean(square(gradients), 1, true));
        moments["square"]!.set(rows, after);
        const root = sqrt(add(after, ADAGRAD_EPSILON));
        table.add(rows, mul(div(mul(gradients, rate), root), isTouched));
      };
    case "adam": {
      const meanScale = 1 / (1 - ADAM_MEAN_DECAY ** step);
      const squareScale = 1 / (1 - ADAM_SQUARE_DECAY ** step);
      return ({ table, moments, rate }, of) => {
        const { rows, gradients, isTouched } = summed(api, attributes, of);
        /** Moves a moment towards a value, where the row is touched. */
        const moved = (name: string, value: Tensor, decay: number): Tensor => {
          const before = moments[name]!.gather(rows);
          const change = mul(api.sub(value, before), 1 - decay);
          const after = add(before, mul(change, isTouched));
          moments[name]!.set(rows, after);
          return after;
        };
        const m = moved("mean", gradients, ADAM_MEAN_DECAY);
        const v = moved("square", square(gradients), ADAM_SQUARE_DECAY);
        const root = add(sqrt(mul(v, squareScale)), ADAM_EPSILON);
        const change = div(mul(m, rate * meanScale), root);
        table.add(rows, mul(change, isTouched));
      };
    }
  }
}

/** Returns each row once, with the sum of its gradients, and 1 where it has a pair. */
function summed(
  api: TensorflowApi,
  attributes: OperationAttributes,
  { rows, gradients, counts }: RowGradients,
): { rows: Tensor; gradients: Tensor; isTouched: Tensor } {
  const backend = api.backend();
  const [distinct, place] = backend.executeMultipleOutputs(
    "Unique",
    [attributes.type("T", "int32"), attributes.type("out_idx", "int32")],
    [rows],
    2,
  );
  const [rowCount] = distinct!.shape;
  const sumOf = (values: Tensor): Tensor =>
    backend.executeMultipleOutputs(
      "UnsortedSegmentSum",
      [
        attributes.type("T", "float32"),
        attributes.type("Tindices", "int32"),
        attributes.type("Tnumsegments", "int32"),
      ],
      [values, place!, api.scalar(rowCount!, "int32")],
      1,
    )[0]!;
  return {
    rows: distinct!,
    gradients: sumOf(gradients),
    isTouched: api.cast(api.greater(sumOf(counts), 0), "float32"),
  };
}
