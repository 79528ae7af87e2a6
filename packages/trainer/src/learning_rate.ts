/** How the learning rate goes on from where it began. */
export const SCHEDULES = ["constant", "linear", "cosine"] as const;

/** One of {@linkcode SCHEDULES}. */
export type Schedule = typeof SCHEDULES[number];

/** What decides the learning rate of a step. */
export interface LearningRateOptions {
  /** The highest rate, above 0. */
  learningRate: number;
  /** How it goes on. */
  schedule: Schedule;
  /** Epochs after which the schedule begins again; 0 for never. */
  restartEpochs: number;
  /** Share of the training over which the rate climbs from 0, in [0, 1). */
  warmup: number;
  /** How many epochs there are. */
  epochs: number;
}

/**
 * Returns the learning rate after some epochs: `constant`, `linear` (falling to
 * 0) or `cosine` (half a wave down to 0: Loshchilov and Hutter 2017, "SGDR"),
 * over the whole training or over every `restartEpochs` of it.
 *
 * @param epochsDone How much is done, in epochs, in `[0, epochs)`.
 * @param options See {@linkcode LearningRateOptions}.
 *
 * @example
 * ```ts
 * import { learningRateAt } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * const options = {
 *   learningRate: 0.4,
 *   schedule: "linear",
 *   restartEpochs: 0,
 *   warmup: 0,
 *   epochs: 10,
 * } as const;
 * assert.equal(learningRateAt(0, options), 0.4);
 * assert.equal(learningRateAt(5, options), 0.2);
 * ```
 */
export function learningRateAt(
  epochsDone: number,
  options: LearningRateOptions,
): number {
  const { learningRate, schedule, restartEpochs, warmup, epochs } = options;
  const warmupEpochs = warmup * epochs;
  if (epochsDone < warmupEpochs) {
    return learningRate * epochsDone / warmupEpochs;
  }
  const length = epochs - warmupEpochs;
  const passed = epochsDone - warmupEpochs;
  const share = restartEpochs === 0
    ? passed / length
    : passed % restartEpochs / restartEpochs;
  switch (schedule) {
    case "constant":
      return learningRate;
    case "linear":
      return learningRate * (1 - share);
    case "cosine":
      return learningRate * (1 + Math.cos(Math.PI * share)) / 2;
  }
}
