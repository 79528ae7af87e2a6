import {
  checkPairs,
  type ItemModel,
  type LabelledPairs,
  type WeightedPairs,
} from "@kindred/core";
import { simdEngine } from "./engines/simd/simd_engine.ts";
import { createLearner } from "./learners/create_learner.ts";
import { sampleLabelled, setPairsAside } from "./watched_pairs.ts";
import type { TrainHooks } from "./train_hooks.ts";
import { resolveTrainOptions, type TrainOptions } from "./train_options.ts";
import { runTraining } from "./training_loop.ts";

/** What a training learns from: a split, or as much of one. */
export interface TrainingSplit {
  /** How many items there are; every row is below it. */
  itemCount: number;
  /** The pairs to learn from, at least one. */
  train: WeightedPairs;
  /** Pairs that the learning curve is drawn for; nothing else depends on them. */
  validation?: LabelledPairs;
}

/**
 * Learns a vector, and where asked for a bias, of each item.
 *
 * The result depends on the split, the options and the kernels' rounding alone,
 * not on how many threads worked on it.
 *
 * @param split What to learn from; not changed.
 * @param options See {@linkcode TrainOptions}.
 * @param hooks Who watches, and what it runs on: see {@linkcode TrainHooks}.
 * @returns The model: vectors float32, shape `[itemCount, dimensions]` (twice as
 * many numbers, crossed, where there are two tables), biases float32, shape
 * `[itemCount]`, all finite. Its arrays may lie in memory that threads can share.
 * @throws {RangeError} If an option or a row is out of range, or there is no pair.
 * @throws {TrainingDivergedError} If the loss is not finite, or a number of the
 * model is not or grows beyond 10,000.
 * @throws {OutOfRoomError} If the tables do not fit into the engine's memory.
 *
 * @example
 * ```ts
 * import { train } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * const split = {
 *   itemCount: 6,
 *   train: {
 *     left: Uint32Array.of(0, 0, 1, 3, 3, 4),
 *     right: Uint32Array.of(1, 2, 2, 4, 5, 5),
 *     weight: new Float32Array(6).fill(1),
 *   },
 * };
 * const { embeddings } = await train(split, { dimensions: 4, epochs: 3 });
 * assert.equal(embeddings.values.length, 6 * 4);
 * ```
 */
export async function train(
  split: TrainingSplit,
  options: TrainOptions = {},
  hooks: TrainHooks = {},
): Promise<ItemModel> {
  const resolved = resolveTrainOptions(options);
  const { itemCount, validation } = split;
  checkPairs("train", split.train, itemCount);
  if (split.train.left.length === 0) {
    throw new RangeError("Cannot train: there must be training pairs, got 0");
  }
  hooks.signal?.throwIfAborted();
  const { seed } = resolved;
  const { train: pairs, watched } = resolved.earlyStopping > 0
    ? setPairsAside(split.train, itemCount, seed)
    : { train: split.train, watched: undefined };
  const { engine = simdEngine() } = hooks;
  const session = engine.open();
  try {
    const learner = createLearner(pairs, itemCount, resolved, {
      session,
      countHits: hooks.countHits ?? false,
    });
    await runTraining(learner, {
      options: resolved,
      hooks,
      pairCount: pairs.left.length,
      watched,
      validation: validation && sampleLabelled(validation, seed),
    });
    return await learner.finish();
  } finally {
    await session.close();
  }
}
