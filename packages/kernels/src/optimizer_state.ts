import { type ArrayAllocator, HEAP } from "./array_allocator.ts";
import type { PairModel } from "./pair_model.ts";

/** The rules by which a gradient moves a row. */
export const OPTIMIZERS = ["sgd", "adagrad", "adam"] as const;

/** One of {@linkcode OPTIMIZERS}. */
export type Optimizer = typeof OPTIMIZERS[number];

/**
 * What an optimizer remembers of the gradients so far. All of it is in named
 * arrays, so that it can be saved and read again.
 *
 * Names are the model's part, a dot, and the moment: `anchors`, `targets` (only
 * where that is another table), `itemBias` and `globalBias`.
 */
export interface OptimizerState {
  /** The optimizer whose state it is. */
  kind: Optimizer;
  /**
   * By name, float32. For `sgd` none. For `adagrad` `.square`, one number a row,
   * the sum of squared gradients. For `adam` `.mean` and `.square`, each as large
   * as the part itself.
   */
  tensors: Record<string, Float32Array>;
}

/**
 * Returns the state of an optimizer that has seen no gradient: zeros.
 *
 * @param kind The optimizer.
 * @param model What it shall train.
 * @param allocate Where the arrays come from. Default: the ordinary heap.
 *
 * @example
 * ```ts
 * import { createOptimizerState } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const table = { values: new Float32Array(6), itemCount: 3, dimensions: 2 };
 * const model = {
 *   anchors: table,
 *   targets: table,
 *   itemBias: new Float32Array(3),
 *   globalBias: new Float32Array(1),
 * };
 * const { tensors } = createOptimizerState("adagrad", model);
 * assert.deepEqual(Object.keys(tensors), [
 *   "anchors.square",
 *   "itemBias.square",
 *   "globalBias.square",
 * ]);
 * assert.equal(tensors["anchors.square"]!.length, 3);
 * ```
 */
export function createOptimizerState(
  kind: Optimizer,
  model: PairModel,
  allocate: ArrayAllocator = HEAP,
): OptimizerState {
  const tensors: Record<string, Float32Array> = {};
  for (const [name, length] of optimizerTensorLengths(kind, model)) {
    tensors[name] = allocate.float32(length);
  }
  return { kind, tensors };
}

/**
 * Returns the name and the length of each array of an optimizer's state, see
 * {@linkcode OptimizerState}.
 *
 * @param kind The optimizer.
 * @param model What it trains.
 */
export function optimizerTensorLengths(
  kind: Optimizer,
  model: PairModel,
): [name: string, length: number][] {
  const { anchors, targets, itemBias, globalBias } = model;
  const parts = [
    { name: "anchors", rows: anchors.itemCount, width: anchors.dimensions },
    ...targets === anchors ? [] : [
      { name: "targets", rows: targets.itemCount, width: targets.dimensions },
    ],
    { name: "itemBias", rows: itemBias.length, width: 1 },
    { name: "globalBias", rows: globalBias.length, width: 1 },
  ];
  return parts.flatMap(({ name, rows, width }): [string, number][] => {
    switch (kind) {
      case "sgd":
        return [];
      case "adagrad":
        return [[`${name}.square`, rows]];
      case "adam":
        return [
          [`${name}.mean`, rows * width],
          [`${name}.square`, rows * width],
        ];
    }
  });
}
