import type { EmbeddingTable, PairBatch } from "@kindred/core";
import { checkPairStep } from "../check_pair_step.ts";
import type { OptimizerState } from "../optimizer_state.ts";
import type { PairModel } from "../pair_model.ts";
import type { PairStepSettings } from "../pair_step.ts";
import { createGradients, fillGradients } from "./_pair_gradients.ts";
import { groupOf, judge } from "./_pair_group.ts";
import {
  referenceOptimizer,
  type TrainedRows,
} from "./_reference_optimizer.ts";

/** Plain stochastic gradient descent remembers nothing. */
const SGD: OptimizerState = { kind: "sgd", tensors: {} };

/** What all groups of a batch have for one row. */
interface RowSum {
  /** float64, shape `[d]`. */
  vector: Float64Array;
  bias: number;
  /** How often the row's l2 counts. */
  decay: number;
  /** Most that the loss can be curved along the vector and along the bias. */
  curvature: number;
  biasCurvature: number;
}

/** Most that the loss of a pair is curved along its logit: of σ(1 - σ), and of 1. */
const LOGIT_CURVATURE = { logistic: 1 / 4, squared: 1 } as const;

/**
 * Takes one gradient step for a whole batch of pairs, in place, and returns the
 * summed loss, as `pairStepReference()` does for each group by itself. It is what a
 * device can do that computes thousands of pairs at a time.
 *
 * All logits, errors and gradients are those of `pairStepReference()`, from rows as
 * they are before the batch. Each row's gradients, of all groups and of both roles
 * where there is one table, are then added up, and it takes one step by
 * g - c l2 row, where c is how often any of the groups would have counted its l2; the
 * global bias takes one step by the sum of all errors.
 *
 * Where many pairs of a batch share a row, a sum of gradients at the full rate would
 * throw it far beyond what is best for all of them, and the next batch back. So the rate
 * of plain descent is `1 / h` at most, h being what the loss of the row's pairs, with
 * l2, can be curved at most: the sum of b w |v|² + c l2 over the pairs of weight w with
 * vectors v (of b w for a bias), b = 1/4 for `logistic` and 1 for `squared`. A step of
 * that length cannot pass the best place of a row by itself. Other optimizers have
 * lengths of their own.
 *
 * @param model What is trained, in place.
 * @param batch The pairs; rows must exist, and are not checked again here.
 * @param settings See {@linkcode PairStepSettings}.
 * @param state The optimizer with what it remembers, changed with each step.
 * Default: plain descent.
 * @returns The loss without the L2 term, summed over all labelled pairs, in nats
 * (for `squared`: in the logit's unit squared).
 * @throws {RangeError} If the parts of the model, of the batch or of the state do
 * not fit together.
 *
 * @example
 * ```ts
 * import { pairBatchStepReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const table = { values: Float32Array.of(1, 0), itemCount: 2, dimensions: 1 };
 * const model = {
 *   anchors: table,
 *   targets: table,
 *   itemBias: new Float32Array(2),
 *   globalBias: new Float32Array(1),
 * };
 * // The same pair twice: both errors are one half, and add up.
 * const loss = pairBatchStepReference(model, {
 *   anchor: Uint32Array.of(0, 0),
 *   positive: Uint32Array.of(1, 1),
 *   negative: new Uint32Array(0),
 *   negativesPerPair: 0,
 * }, { loss: "logistic", learningRate: 0.5, biasRate: 0, l2: 0 });
 * assert.equal(loss, 2 * Math.LN2);
 * assert.deepEqual([...table.values], [1, 0.5]);
 * ```
 */
export function pairBatchStepReference(
  model: PairModel,
  batch: PairBatch,
  settings: PairStepSettings,
  state: OptimizerState = SGD,
): number {
  checkPairStep(model, batch, state);
  const { negativeWeight = 1 } = settings;
  const { sharedBy = 1, anchor } = batch;
  const { dimensions } = model.anchors;
  const sums = {
    anchors: new Map<number, RowSum>(),
    targets: new Map<number, RowSum>(),
  };
  // One table has one sum a row, whatever its part.
  if (model.targets === model.anchors) sums.targets = sums.anchors;
  const gradients = createGradients(dimensions, batch);
  let loss = 0;
  const curved = LOGIT_CURVATURE[settings.loss];
  const all = { bias: 0, biasCurvature: 0 };
  let count = 0;
  for (let first = 0; first < anchor.length; first += sharedBy) {
    const group = groupOf(batch, first);
    const verdict = judge(model, group, settings);
    fillGradients(gradients, group, verdict, true);
    loss += verdict.loss;
    const { negatives, positives, anchors } = gradients;
    for (
      const [part, rows, weight] of [
        [negatives, sums.targets, negativeWeight],
        [positives, sums.targets, null],
        [anchors, sums.anchors, null],
      ] as const
    ) {
      for (const gradient of part) {
        const { row, vector, bias, count } = gradient;
        if (count === 0) continue;
        const sum = rows.get(row) ??
          {
            vector: new Float64Array(dimensions),
            bias: 0,
            decay: 0,
            curvature: 0,
            biasCurvature: 0,
          };
        for (let i = 0; i < dimensions; i++) sum.vector[i]! += vector[i]!;
        sum.bias += bias;
        sum.curvature += curved * gradient.weightedSquares;
        sum.biasCurvature += curved * gradient.weight;
        // A negative's l2 counts with each pair that it is paired with.
        sum.decay += weight === null ? 1 : weight * count;
        rows.set(row, sum);
      }
    }
    for (const gradient of anchors) {
      all.bias += gradient.bias;
      all.biasCurvature += curved * gradient.weight;
      count += gradient.count;
    }
  }
  if (count > 0) takeSteps(model, sums, all, settings, state);
  return loss;
}

/** Moves every row that a batch has touched, each part of the model by its rate. */
function takeSteps(
  model: PairModel,
  sums: Record<"anchors" | "targets", ReadonlyMap<number, RowSum>>,
  all: Pick<RowSum, "bias" | "biasCurvature">,
  { learningRate, biasRate, l2, step = 1 }: PairStepSettings,
  state: OptimizerState,
): void {
  const optimize = referenceOptimizer(state, step);
  const move = (
    rows: TrainedRows,
    row: number,
    gradient: Float64Array,
    curvature: number,
  ): void => {
    const rate = state.kind === "sgd"
      ? rows.rate / Math.max(1, rows.rate * curvature)
      : rows.rate;
    optimize({ ...rows, rate }, row, gradient);
  };
  const rowsOf = (
    name: string,
    { values, dimensions }: EmbeddingTable,
  ): TrainedRows => ({ name, values, width: dimensions, rate: learningRate });
  const biases = (name: string, values: Float32Array): TrainedRows => ({
    name,
    values,
    width: 1,
    rate: biasRate,
  });
  const tables = [[rowsOf("anchors", model.anchors), sums.anchors] as const];
  if (sums.targets !== sums.anchors) {
    tables.push([rowsOf("targets", model.targets), sums.targets]);
  }
  const biasSums = new Map<number, Pick<RowSum, "bias" | "biasCurvature">>();
  for (const [rows, of] of tables) {
    for (const [row, sum] of of) {
      const { vector, bias, decay, curvature, biasCurvature } = sum;
      const shrink = decay * l2 * (model.l2Scale?.[row] ?? 1);
      const start = row * rows.width;
      for (let i = 0; i < rows.width; i++) {
        vector[i]! -= shrink * rows.values[start + i]!;
      }
      move(rows, row, vector, curvature + shrink);
      const before = biasSums.get(row);
      biasSums.set(row, {
        bias: (before?.bias ?? 0) + bias,
        biasCurvature: (before?.biasCurvature ?? 0) + biasCurvature,
      });
    }
  }
  const itemBias = biases("itemBias", model.itemBias);
  for (const [row, { bias, biasCurvature }] of biasSums) {
    move(itemBias, row, Float64Array.of(bias), biasCurvature);
  }
  const globalBias = biases("globalBias", model.globalBias);
  move(globalBias, 0, Float64Array.of(all.bias), all.biasCurvature);
}
