import type { ArrayAllocator } from "../array_allocator.ts";
import { checkPairStep } from "../check_pair_step.ts";
import {
  ADAGRAD_EPSILON,
  ADAM_EPSILON,
  ADAM_MEAN_DECAY,
  ADAM_SQUARE_DECAY,
} from "../optimizer_constants.ts";
import { OPTIMIZERS, type OptimizerState } from "../optimizer_state.ts";
import type { PairModel } from "../pair_model.ts";
import type { PairStep, PairStepSettings } from "../pair_step.ts";
import { addressOf } from "./_address_of.ts";
import { expectDimensions } from "./_expect_dimensions.ts";
import { Scratch } from "./_scratch.ts";
import type { KernelExports } from "./load_kernels.ts";

/** Plain stochastic gradient descent remembers nothing. */
const SGD: OptimizerState = { kind: "sgd", tensors: {} };

/**
 * Returns a function that does what `pairStepReference()` does, in single
 * precision, for arrays in the memory of the kernels and dimensions that are a
 * multiple of 4.
 *
 * Several threads may take steps on one model, each with kernels of its own and,
 * if they are not to meet there, a global bias of its own. Nothing is locked: of
 * two steps on one row at once one may be lost.
 *
 * @param kernels The kernels, over the memory that the arrays lie in.
 * @param arrays Where the kernel's scratch shall come from: that memory.
 */
export function simdPairStep(
  kernels: KernelExports,
  arrays: ArrayAllocator,
): PairStep {
  const scratch = new Scratch(arrays);
  return (model, batch, settings, state = SGD) => {
    checkPairStep(model, batch, state);
    const { dimensions } = model.anchors;
    expectDimensions("take a step", dimensions);
    setModel(kernels, model);
    setOptimizer(kernels, settings, state);

    kernels.setPairLoss(
      settings.loss === "squared" ? 1 : 0,
      settings.negativeWeight ?? 1,
    );

    const { anchor, positive, negative, negativesPerPair } = batch;
    const { label, weight, masked } = batch;
    // No group is larger than the batch: so much scratch is enough.
    const sharedBy = Math.min(batch.sharedBy ?? 1, Math.max(1, anchor.length));
    return kernels.pairSteps(
      addressOf(anchor),
      addressOf(positive),
      addressOf(negative),
      label ? addressOf(label) : 0,
      weight ? addressOf(weight) : 0,
      masked ? addressOf(masked) : 0,
      anchor.length,
      negativesPerPair,
      sharedBy,
      scratch.addressOf(
        kernels.pairStepScratchLength(dimensions, negativesPerPair, sharedBy),
      ),
    );
  };
}

function setModel(kernels: KernelExports, model: PairModel): void {
  const { context, l2Scale } = model;
  kernels.setPairModel(
    addressOf(model.anchors.values),
    addressOf(model.targets.values),
    addressOf(model.itemBias),
    addressOf(model.globalBias),
    context ? addressOf(context.anchors.values) : 0,
    context ? addressOf(context.targets.values) : 0,
    l2Scale ? addressOf(l2Scale) : 0,
    model.anchors.dimensions,
  );
}

function setOptimizer(
  kernels: KernelExports,
  { learningRate, biasRate, l2, step = 1 }: PairStepSettings,
  { kind, tensors }: OptimizerState,
): void {
  const number = OPTIMIZERS.indexOf(kind);
  kernels.setOptimizer(number, learningRate, biasRate, l2);
  kernels.setOptimizerConstants(
    ADAGRAD_EPSILON,
    ADAM_MEAN_DECAY,
    1 - ADAM_MEAN_DECAY,
    1 / (1 - ADAM_MEAN_DECAY ** step),
    ADAM_SQUARE_DECAY,
    1 - ADAM_SQUARE_DECAY,
    1 / (1 - ADAM_SQUARE_DECAY ** step),
    ADAM_EPSILON,
  );
  // An optimizer that has no such moment does not look for it.
  const addressOfMoment = (part: string, moment: string): number => {
    const tensor = tensors[`${part}.${moment}`];
    return tensor === undefined ? 0 : addressOf(tensor);
  };
  // Where there is one table, its moments are the anchors'.
  const targets = "targets.square" in tensors ? "targets" : "anchors";
  kernels.setOptimizerMoments(
    addressOfMoment("anchors", "mean"),
    addressOfMoment("anchors", "square"),
    addressOfMoment(targets, "mean"),
    addressOfMoment(targets, "square"),
    addressOfMoment("itemBias", "mean"),
    addressOfMoment("itemBias", "square"),
    addressOfMoment("globalBias", "mean"),
    addressOfMoment("globalBias", "square"),
  );
}
