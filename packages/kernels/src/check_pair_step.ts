import { expectNumber, type PairBatch } from "@kindred/core";
import {
  type OptimizerState,
  optimizerTensorLengths,
} from "./optimizer_state.ts";
import type { PairModel } from "./pair_model.ts";

/** Pairs of a group that a mask has bits for. */
const MASK_BITS = 32;

/**
 * Checks what a pair step is given, whichever version it is. Rows are not looked
 * at: they must exist.
 *
 * @param model What shall be trained.
 * @param batch The pairs.
 * @param state The optimizer.
 * @throws {RangeError} If the model's parts, the batch's arrays or those of the
 * state do not fit together, or `sharedBy` is no whole number >= 1 or, with
 * masks, in [1, 32].
 */
export function checkPairStep(
  model: PairModel,
  batch: PairBatch,
  state: OptimizerState,
): void {
  const { anchors, targets, itemBias, globalBias, l2Scale, context } = model;
  expectSame("item counts", anchors.itemCount, targets.itemCount);
  expectSame("dimensions", anchors.dimensions, targets.dimensions);
  expectLength("the item biases", itemBias.length, anchors.itemCount);
  expectLength("the global bias", globalBias.length, 1);
  if (l2Scale) expectLength("the l2 scales", l2Scale.length, anchors.itemCount);
  for (const table of context ? [context.anchors, context.targets] : []) {
    expectLength("the context", table.values.length, anchors.values.length);
  }

  const { anchor, positive, negative, negativesPerPair, label, weight } = batch;
  const { sharedBy = 1, masked } = batch;
  expectNumber("take a step", "sharedBy", sharedBy, {
    min: 1,
    whole: true,
    ...masked && { max: MASK_BITS },
  });
  expectNumber("take a step", "the negatives per pair", negativesPerPair, {
    min: 0,
    whole: true,
  });
  const pairs = anchor.length;
  const drawn = Math.ceil(pairs / sharedBy) * negativesPerPair;
  expectLength("the positives", positive.length, pairs);
  expectLength("the negatives", negative.length, drawn);
  if (label) expectLength("the labels", label.length, pairs);
  if (weight) expectLength("the weights", weight.length, pairs);
  if (masked) expectLength("the masks", masked.length, drawn);

  for (const [name, length] of optimizerTensorLengths(state.kind, model)) {
    const found = state.tensors[name]?.length ?? 0;
    expectLength(`"${name}" of the optimizer`, found, length);
  }
}

function expectSame(name: string, first: number, second: number): void {
  if (first !== second) {
    throw new RangeError(
      `Cannot take a step: both tables must have equal ${name}, got ${first} and ${second}`,
    );
  }
}

function expectLength(name: string, length: number, expected: number): void {
  if (length !== expected) {
    throw new RangeError(
      `Cannot take a step: ${name} must have length ${expected}, got ${length}`,
    );
  }
}
