import type { PairBatch } from "@kindred/core";
import type { OptimizerState } from "./optimizer_state.ts";
import type { PairModel } from "./pair_model.ts";

/** What a pair's logit x is judged by, given its label l. */
export const PAIR_LOSSES = ["logistic", "squared"] as const;

/**
 * One of {@linkcode PAIR_LOSSES}: the cross entropy
 * l ln(1 + e^-x) + (1 - l) ln(1 + e^x) with l in [0, 1], or (l - x)² / 2.
 */
export type PairLoss = typeof PAIR_LOSSES[number];

/** How a {@linkcode PairStep} is taken. */
export interface PairStepSettings {
  /** What is made smaller. */
  loss: PairLoss;
  /** Learning rate of the vectors, >= 0. */
  learningRate: number;
  /** Learning rate of the item biases and the global one; 0 keeps them. */
  biasRate: number;
  /**
   * Weight of half the squared length of each vector of a labelled pair, >= 0.
   */
  l2: number;
  /** How much a negative counts, in the loss and in its own l2, >= 0. Default 1. */
  negativeWeight?: number;
  /** Which step of the training this is, 1-based; Adam asks for it. Default 1. */
  step?: number;
}

/**
 * Takes one gradient step for each group of pairs of a batch, in order and in
 * place, and returns the summed loss; see `pairStepReference()` for what exactly.
 */
export type PairStep = (
  model: PairModel,
  batch: PairBatch,
  settings: PairStepSettings,
  state?: OptimizerState,
) => number;
