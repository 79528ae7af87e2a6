import { type StepShape, stepWork } from "./step_work.ts";

/** What a training on a device is of. */
export interface TrainingShape extends Omit<StepShape, "distinct"> {
  /** How many items there are. */
  items: number;
}

/** Bytes that a training takes of a device's memory. */
export interface DeviceBytes {
  /** Vectors, biases, what is added to them, and what the optimizer remembers. */
  tables: number;
  /**
   * What is there beside the tables for a while: the tensors of a step, of smoothing,
   * or a copy of a table on its way, whichever is most.
   */
  passing: number;
  /** What is kept free: for the libraries, and for gaps between tensors. */
  reserve: number;
  /** All of it. */
  total: number;
}

/** What would fit where a training does not; 0 where nothing does. */
export interface Fitting {
  /** The largest batch with as many dimensions, a multiple of 16, at most 1,048,576. */
  batchPairs: number;
  /** The most dimensions with as large a batch, a multiple of 4, at most 1024. */
  dimensions: number;
}

/** Neighbours whose vectors are on the device at once: see `DeviceSmoothing`. */
const SMOOTHED_AT_ONCE = 2 ** 17;

/** For CUDA and the workspaces of its libraries. */
const LIBRARY_BYTES = 2 ** 30;

/** For gaps between tensors, as a share of all of them. */
const GAPS = 0.15;

/**
 * Returns how much of a device's memory a training takes, estimated on paper: the
 * tables are exact, and what a step makes is counted by {@linkcode stepWork}. What
 * CUDA's libraries take, 1 GiB, and the gaps, 15 %, are set with room to spare; no GPU
 * was at hand to measure them on.
 *
 * @param shape What is trained, and in how large batches.
 *
 * @example Two million items of 128 dimensions: 0.9 GiB a table
 * ```ts
 * import { estimateDeviceBytes } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * const { tables, total } = estimateDeviceBytes({
 *   items: 2_000_000,
 *   pairs: 8192,
 *   sharedBy: 16,
 *   negatives: 32,
 *   dimensions: 128,
 *   tables: 1,
 *   optimizer: "sgd",
 *   hasContext: true,
 *   hasL2: true,
 *   hasL2Scale: true,
 * });
 * // Vectors and what is added to them; biases, a scale of l2, room for a number.
 * assert.equal(tables, 2_000_000 * 4 * (2 * 128 + 3));
 * assert.ok(total < 6 * 2 ** 30);
 * ```
 */
export function estimateDeviceBytes(shape: TrainingShape): DeviceBytes {
  const { items, dimensions, hasContext } = shape;
  const column = 4 * items;
  const table = column * dimensions;
  const vectors = shape.tables * table;
  const remembered = {
    sgd: 0,
    // A number a row.
    adagrad: shape.tables * column + column,
    adam: 2 * (vectors + column),
  }[shape.optimizer];
  // Biases, and room for a number of each item.
  const tables = vectors + 2 * column + remembered +
    (hasContext ? vectors : 0) + (shape.hasL2Scale ? column : 0);

  const { madeBytes } = stepWork(shape);
  // Gathered, and times their shares.
  const smoothing = hasContext ? 2 * 4 * SMOOTHED_AT_ONCE * dimensions : 0;
  const passing = Math.max(madeBytes, smoothing, table);
  const reserve = LIBRARY_BYTES + GAPS * (tables + passing);
  return { tables, passing, reserve, total: tables + passing + reserve };
}

/**
 * Returns what would fit into a device's memory: the largest batch as the training is
 * otherwise, and the most dimensions.
 *
 * @param shape What is trained.
 * @param bytes What there is.
 */
export function largestThatFits(shape: TrainingShape, bytes: number): Fitting {
  const fits = (changed: Partial<TrainingShape>): boolean =>
    estimateDeviceBytes({ ...shape, ...changed }).total <= bytes;
  return {
    batchPairs: 16 * most(2 ** 16, (times) => fits({ pairs: 16 * times })),
    dimensions: 4 * most(256, (times) => fits({ dimensions: 4 * times })),
  };
}

/** Returns the largest number in [0, `limit`] that holds, as all below it do. */
function most(limit: number, holds: (value: number) => boolean): number {
  let [low, high] = [0, limit];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
