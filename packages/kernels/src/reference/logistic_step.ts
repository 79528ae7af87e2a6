import type { ItemModel, PairBatch } from "@kindred/core";
import { sigmoid, softplus } from "../sigmoid.ts";
import { dotReference } from "./dot.ts";

/** The sizes of one step of stochastic gradient descent. */
export interface StepRates {
  /** Learning rate of the vectors, above 0. */
  learningRate: number;
  /** Learning rate of the item biases and the global one; 0 keeps them. */
  biasRate: number;
  /** Weight of half the squared length of each vector that is touched, >= 0. */
  l2: number;
}

/**
 * Takes one gradient step for each pair of a batch, in order and in place, and
 * returns the loss, each pair's before its own step, summed, in nats.
 *
 * The model is logistic: a pair's logit is x = u·v + b_u + b_v + b, its label 1
 * for the pair itself and 0 for the anchor with each of its negatives, and the
 * loss is the cross entropy ln(1 + e^-x) or ln(1 + e^x). With the error
 * e = label - σ(x), the steps are
 *
 *     u += rate (Σ e v - l2 u)   v += rate (e u - l2 v)   b += biasRate e
 *
 * All logits of a pair are taken before any of its steps, and the anchor's
 * steps are added up and taken last: the two phases do not wait for each other
 * number by number. A negative that is the anchor or its partner is passed over.
 *
 * @param model What is trained, in place.
 * @param batch The pairs; rows must exist, and are not checked again here.
 * @param rates See {@linkcode StepRates}.
 * @returns The loss without the L2 term, summed over all labelled pairs.
 *
 * @example
 * ```ts
 * import { logisticStepReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const model = {
 *   embeddings: { values: Float32Array.of(1, 0), itemCount: 2, dimensions: 1 },
 *   itemBias: new Float32Array(2),
 *   globalBias: 0,
 * };
 * const batch = {
 *   anchor: Uint32Array.of(0),
 *   positive: Uint32Array.of(1),
 *   negative: new Uint32Array(0),
 *   negativesPerPair: 0,
 * };
 * const rates = { learningRate: 0.5, biasRate: 0, l2: 0 };
 * // The logit is 0, so the loss is ln 2 and the error one half.
 * assert.equal(logisticStepReference(model, batch, rates), Math.LN2);
 * assert.deepEqual([...model.embeddings.values], [1, 0.25]);
 * ```
 */
export function logisticStepReference(
  model: ItemModel,
  batch: PairBatch,
  rates: StepRates,
): number {
  const { embeddings: { values, dimensions }, itemBias } = model;
  const { anchor, positive, negative, negativesPerPair } = batch;
  const { learningRate, biasRate, l2 } = rates;
  const keep = 1 - learningRate * l2;
  const targets = new Uint32Array(1 + negativesPerPair);
  const errors = new Float64Array(1 + negativesPerPair);
  // anchorStep is (dimensions): Σ e v over the targets of one pair
  const anchorStep = new Float32Array(dimensions);
  let loss = 0;

  for (let p = 0; p < anchor.length; p++) {
    const u = anchor[p]!;
    const uStart = u * dimensions;
    let targetCount = 0;
    for (let n = -1; n < negativesPerPair; n++) {
      const v = n < 0 ? positive[p]! : negative[p * negativesPerPair + n]!;
      if (n >= 0 && (v === u || v === positive[p])) continue;
      const logit =
        dotReference(values, uStart, values, v * dimensions, dimensions) +
        itemBias[u]! + itemBias[v]! + model.globalBias;
      loss += n < 0 ? softplus(-logit) : softplus(logit);
      targets[targetCount] = v;
      errors[targetCount] = (n < 0 ? 1 : 0) - sigmoid(logit);
      targetCount++;
    }

    anchorStep.fill(0);
    let errorSum = 0;
    for (let t = 0; t < targetCount; t++) {
      const v = targets[t]!;
      const vStart = v * dimensions;
      const error = errors[t]!;
      const step = learningRate * error;
      for (let i = 0; i < dimensions; i++) {
        const held = values[vStart + i]!;
        anchorStep[i] = anchorStep[i]! + step * held;
        values[vStart + i] = keep * held + step * values[uStart + i]!;
      }
      itemBias[v] = itemBias[v]! + biasRate * error;
      errorSum += error;
    }
    for (let i = 0; i < dimensions; i++) {
      values[uStart + i] = keep * values[uStart + i]! + anchorStep[i]!;
    }
    itemBias[u] = itemBias[u]! + biasRate * errorSum;
    model.globalBias += biasRate * errorSum;
  }
  return loss;
}
