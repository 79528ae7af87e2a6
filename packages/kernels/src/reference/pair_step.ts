import type { EmbeddingTable, PairBatch } from "@kindred/core";
import { checkPairStep } from "../check_pair_step.ts";
import type { OptimizerState } from "../optimizer_state.ts";
import type { PairModel } from "../pair_model.ts";
import type { PairStepSettings } from "../pair_step.ts";
import {
  createGradients,
  fillGradients,
  type Gradient,
  type Gradients,
} from "./_pair_gradients.ts";
import { groupOf, judge } from "./_pair_group.ts";
import {
  referenceOptimizer,
  type TrainedRows,
} from "./_reference_optimizer.ts";

/** Plain stochastic gradient descent remembers nothing. */
const SGD: OptimizerState = { kind: "sgd", tensors: {} };

/**
 * Takes one gradient step for each group of pairs of a batch, in order and in
 * place, and returns the loss, each group's before its own steps, summed, in
 * nats (for `squared`: in the logit's unit squared).
 *
 * A group is `sharedBy` consecutive pairs and the K negatives they share. Each
 * anchor is to have logits that fit its pair's label and, with each negative, 0.
 * Passed over are a pair of an item with itself, along with its negatives; a
 * negative that is a pair's anchor or positive, or masked, for that pair; and a
 * negative that the group has already.
 *
 * 1. All logits x, and from them all errors e: label - σ(x) for `logistic`,
 *    label - x for `squared`, times the pair's weight or `negativeWeight`.
 * 2. All gradients g: of negative k Σ_s e_sk u_s, of positive s e_s u_s, of
 *    anchor s Σ_k e_sk n_k + e_s p_s, where u, n and p are rows as they were
 *    before the group, with their context where there is one; of a bias the sum
 *    of the errors it had part in.
 * 3. The steps: the negatives in order, then for each pair its positive and its
 *    anchor, each from the row as it is by then. Plain descent is
 *    row += rate (g - c l2 row), where c is `negativeWeight` times how many
 *    labelled pairs of the group a negative had part in, and 1 for the others,
 *    each times the row's `l2Scale`; other optimizers put that bracket through
 *    their own rule. Biases have no l2.
 *
 * @param model What is trained, in place.
 * @param batch The pairs; rows must exist, and are not checked again here.
 * @param settings See {@linkcode PairStepSettings}.
 * @param state The optimizer with what it remembers, changed with each step.
 * Default: plain descent.
 * @returns The loss without the L2 term, summed over all labelled pairs.
 * @throws {RangeError} If the parts of the model, of the batch or of the state do
 * not fit together.
 *
 * @example
 * ```ts
 * import { pairStepReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const table = { values: Float32Array.of(1, 0), itemCount: 2, dimensions: 1 };
 * const model = {
 *   anchors: table,
 *   targets: table,
 *   itemBias: new Float32Array(2),
 *   globalBias: new Float32Array(1),
 * };
 * const batch = {
 *   anchor: Uint32Array.of(0),
 *   positive: Uint32Array.of(1),
 *   negative: new Uint32Array(0),
 *   negativesPerPair: 0,
 * };
 * const loss = pairStepReference(model, batch, {
 *   loss: "logistic",
 *   learningRate: 0.5,
 *   biasRate: 0,
 *   l2: 0,
 * });
 * // The logit is 0, so the loss is ln 2 and the error one half.
 * assert.equal(loss, Math.LN2);
 * assert.deepEqual([...table.values], [1, 0.25]);
 * ```
 */
export function pairStepReference(
  model: PairModel,
  batch: PairBatch,
  settings: PairStepSettings,
  state: OptimizerState = SGD,
): number {
  checkPairStep(model, batch, state);
  const takeSteps = stepsOf(model, settings, state);
  const gradients = createGradients(model.anchors.dimensions, batch);
  const { sharedBy = 1, anchor } = batch;
  let loss = 0;
  for (let first = 0; first < anchor.length; first += sharedBy) {
    const group = groupOf(batch, first);
    const verdict = judge(model, group, settings);
    fillGradients(gradients, group, verdict);
    takeSteps(gradients);
    loss += verdict.loss;
  }
  return loss;
}

/** Returns the function that takes the steps of a group. */
function stepsOf(
  model: PairModel,
  settings: PairStepSettings,
  state: OptimizerState,
): (gradients: Gradients) => void {
  const { learningRate, biasRate, l2 } = settings;
  const { negativeWeight = 1, step = 1 } = settings;
  const move = referenceOptimizer(state, step);
  const tableOf = (name: string, { values, dimensions }: EmbeddingTable) => ({
    name,
    values,
    width: dimensions,
    rate: learningRate,
  });
  const biasOf = (name: string, values: Float32Array) => ({
    name,
    values,
    width: 1,
    rate: biasRate,
  });
  const ofAnchors = tableOf("anchors", model.anchors);
  const ofTargets = model.targets === model.anchors
    ? ofAnchors
    : tableOf("targets", model.targets);
  const itemBias = biasOf("itemBias", model.itemBias);
  const globalBias = biasOf("globalBias", model.globalBias);
  const bias = new Float64Array(1);

  const moveBias = (of: TrainedRows, row: number, gradient: number): void => {
    bias[0] = gradient;
    move(of, row, bias);
  };
  const moveRow = (
    rows: TrainedRows,
    { row, vector, bias }: Gradient,
    l2Count: number,
  ): void => {
    const { values, width } = rows;
    const decay = l2Count * l2 * (model.l2Scale?.[row] ?? 1);
    for (let i = 0; i < width; i++) {
      vector[i]! -= decay * values[row * width + i]!;
    }
    move(rows, row, vector);
    moveBias(itemBias, row, bias);
  };

  return ({ negatives, positives, anchors }) => {
    for (const gradient of negatives) {
      if (gradient.count === 0) continue;
      moveRow(ofTargets, gradient, negativeWeight * gradient.count);
    }
    let errors = 0;
    let count = 0;
    for (const [s, gradient] of anchors.entries()) {
      if (gradient.count === 0) continue;
      moveRow(ofTargets, positives[s]!, 1);
      moveRow(ofAnchors, gradient, 1);
      errors += gradient.bias;
      count += gradient.count;
    }
    // Of a group that is passed over nothing moves, by momentum neither.
    if (count > 0) moveBias(globalBias, 0, errors);
  };
}
