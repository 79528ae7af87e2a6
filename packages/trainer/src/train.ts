import {
  checkPairs,
  createRandom,
  type ItemModel,
  type OnProgress,
  TrainingDivergedError,
  type WeightedPairs,
} from "@kindred/core";
import {
  createNegativeSampler,
  pairBatches,
  PairIndex,
} from "@kindred/sampler";
import { setImmediate } from "node:timers/promises";
import { referenceEngine } from "./engines/reference_engine.ts";
import type { TrainEngine } from "./engines/train_engine.ts";
import { createInitialModel } from "./initial_model.ts";
import { resolveTrainOptions, type TrainOptions } from "./train_options.ts";

/** What one epoch did. */
export interface EpochReport {
  /** Which epoch, 1-based. */
  epoch: number;
  /** Training pairs in it. */
  pairs: number;
  /** Learning rate of its last step. */
  learningRate: number;
  /** Mean loss of its labelled pairs as they came, in nats. */
  meanLoss: number;
  /**
   * Negatives that as first drawn were their anchor or in a training pair with
   * it, whether they were rejected or not; null where nobody counted.
   */
  hits: number | null;
  /** How long it took, in seconds. */
  seconds: number;
}

/** Who watches a training, and what it runs on. */
export interface TrainHooks {
  /** What takes the steps. Default {@linkcode referenceEngine}. */
  engine?: TrainEngine;
  /** Receives each epoch's report. Default: nobody. */
  onEpoch?: (report: EpochReport) => void;
  /** Receives the pairs done, over all epochs. Default: nobody. */
  onProgress?: OnProgress;
  /**
   * Whether accidental hits are counted for the reports; where they are
   * rejected they always are. Default true.
   */
  countHits?: boolean;
  /** Stops the training with the signal's reason. Default: never. */
  signal?: AbortSignal;
}

/** The stream of the seed for order, anchors and negatives. */
const STREAM = 4;

/** Milliseconds of steps between two turns for others, and reports of progress. */
const TURN_MS = 100;

/**
 * Learns one vector and one bias an item from pairs: logistic factorization
 * with drawn negatives by stochastic gradient descent, the learning rate falling
 * linearly to 0.
 *
 * @param pairs The training pairs; their weights are not used by this model.
 * @param itemCount Every row is below it.
 * @param options See {@linkcode TrainOptions}.
 * @param hooks See {@linkcode TrainHooks}.
 * @returns The model: vectors float32, shape `[itemCount, dimensions]`, biases
 * float32, shape `[itemCount]`, all finite.
 * @throws {RangeError} If an option or a row is out of range, or there is no pair.
 * @throws {TrainingDivergedError} If the loss, or a number of the model, is not
 * finite.
 *
 * @example
 * ```ts
 * import { train } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * const pairs = {
 *   left: Uint32Array.of(0, 0, 1, 3, 3, 4),
 *   right: Uint32Array.of(1, 2, 2, 4, 5, 5),
 *   weight: new Float32Array(6).fill(1),
 * };
 * const model = await train(pairs, 6, { dimensions: 4, epochs: 3 });
 * assert.equal(model.embeddings.values.length, 6 * 4);
 * ```
 */
export async function train(
  pairs: WeightedPairs,
  itemCount: number,
  options: TrainOptions = {},
  hooks: TrainHooks = {},
): Promise<ItemModel> {
  const resolved = resolveTrainOptions(options);
  const { epochs, negatives, l2, biasRate, rejectHits, seed } = resolved;
  checkPairs("train", pairs, itemCount);
  const pairCount = pairs.left.length;
  if (pairCount === 0) {
    throw new RangeError("Cannot train: there must be training pairs, got 0");
  }
  const { engine = referenceEngine, onEpoch, onProgress, signal } = hooks;
  const { countHits = true } = hooks;
  signal?.throwIfAborted();
  const sampler = createNegativeSampler(pairs, itemCount, {
    power: resolved.negativePower,
    method: resolved.negativeStream,
    seed,
  });
  const known = countHits || rejectHits
    ? new PairIndex(pairs, itemCount, { filter: true })
    : undefined;
  const random = createRandom(seed, STREAM);
  const session = engine.start(createInitialModel(itemCount, resolved));
  try {
    const total = epochs * pairCount;
    let done = 0;
    let turnStart = performance.now();
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const epochStart = performance.now();
      let loss = 0;
      let hits = 0;
      let learningRate = resolved.learningRate;
      const meanLoss = (): number =>
        loss / ((1 + negatives) * (done - (epoch - 1) * pairCount));
      for (
        const batch of pairBatches(pairs, sampler, random, {
          negativesPerPair: negatives,
          known,
          rejectHits,
        })
      ) {
        signal?.throwIfAborted();
        learningRate = resolved.learningRate * (1 - done / total);
        loss += await session.step(batch, {
          learningRate,
          biasRate: learningRate * biasRate,
          l2,
        });
        done += batch.anchor.length;
        hits += batch.hits ?? 0;
        if (!Number.isFinite(loss)) {
          throw new TrainingDivergedError({
            epoch,
            pairsDone: done - (epoch - 1) * pairCount,
            meanLoss: meanLoss(),
          });
        }
        if (performance.now() - turnStart > TURN_MS) {
          await setImmediate();
          onProgress?.({
            task: "train",
            done,
            total,
            unit: "pairs",
            note: `epoch ${epoch}/${epochs}, loss ${meanLoss().toFixed(4)}`,
          });
          turnStart = performance.now();
        }
      }
      onEpoch?.({
        epoch,
        pairs: pairCount,
        learningRate,
        meanLoss: meanLoss(),
        hits: known === undefined ? null : hits,
        seconds: (performance.now() - epochStart) / 1000,
      });
    }
    signal?.throwIfAborted();
    const model = await session.read();
    if (!isFiniteModel(model)) {
      // The last steps: a loss is that before its steps, so none showed it.
      throw new TrainingDivergedError({
        epoch: epochs,
        pairsDone: pairCount,
        meanLoss: NaN,
      });
    }
    return model;
  } finally {
    await session.close();
  }
}

function isFiniteModel(
  { embeddings, itemBias, globalBias }: ItemModel,
): boolean {
  return Number.isFinite(globalBias) && itemBias.every(Number.isFinite) &&
    embeddings.values.every(Number.isFinite);
}
