import type { EmbeddingTable } from "@kindred/core";
import type { OptimizerState, PairLoss, PairModel } from "@kindred/kernels";
import {
  BlockBatches,
  type EpochBlocks,
  type KnownPartners,
} from "@kindred/sampler";
import { learningRateAt, type LearningRateOptions } from "../learning_rate.ts";
import { batchSizeFor } from "./batch_size.ts";
import type { ArrayMaker, TrainKernels } from "./train_kernels.ts";
import { awaitTurn, endTurn, type Turns } from "./turns.ts";

/** What the weight of a pair is used for. */
export const WEIGHT_USES = ["none", "label", "loss"] as const;

/** One of {@linkcode WEIGHT_USES}. */
export type WeightUse = typeof WEIGHT_USES[number];

/** What each block of an epoch came to: float64, shape `[blocks]` each. */
export interface BlockSums {
  /** Summed loss before the steps, in nats. */
  loss: Float64Array;
  /** Negatives that were hits. */
  hits: Float64Array;
}

/** Gradient steps on all pairs of an epoch; a piece of it is a block. */
export interface PairWork {
  kind: "pairs";
  /** The epoch's plan. */
  blocks: EpochBlocks;
  /** Vectors as anchors and as targets: the same object where there is one table. */
  anchors: EmbeddingTable;
  targets: EmbeddingTable;
  /** float32, shape `[items]`. */
  itemBias: Float32Array;
  /** What the optimizer remembers; of what `scalars` has, the shape alone. */
  state: OptimizerState;
  /**
   * The global bias, and what the optimizer remembers of it, as each group of
   * items knows them, float32, shape `[groups]` each: a block begins with the mean
   * of its groups', and both go on with what it became. So threads that work at
   * once share none, and the result is always the same.
   */
  scalars: Record<string, Float32Array>;
  /** Whose turn it is. */
  turns: Turns;
  /** Receives what each block came to. */
  sums: BlockSums;
  /** Known pairs, where hits are counted or masked. */
  known: KnownPartners | undefined;
  /** What is added to the vectors, the same for all of an epoch; absent for nothing. */
  context: PairModel["context"] | undefined;
  /** The l2 of each item as a multiple of that of all, float32; absent for 1. */
  l2Scale: Float32Array | undefined;
  /** Settings of all steps. */
  settings: PairSettings;
}

/** Settings of all steps of a {@linkcode PairWork}. */
export interface PairSettings extends LearningRateOptions {
  loss: PairLoss;
  negatives: number;
  sharedBy: number;
  maskHits: boolean;
  /** How much a negative counts. */
  negativeWeight: number;
  /** What the pairs' weights are used for. */
  weightUse: WeightUse;
  /** Learning rate of the biases as a share of the vectors'. */
  biasRate: number;
  l2: number;
  seed: number;
}

/**
 * Returns what does a block of an epoch.
 *
 * @param work The work.
 * @param kernels What takes the steps.
 * @param arrays Makes the batches' arrays.
 * @param hasFailed Whether another thread has failed.
 */
export function pairPieces(
  work: PairWork,
  kernels: TrainKernels,
  arrays: ArrayMaker,
  hasFailed: () => boolean,
): (epoch: number, block: number) => void {
  const { blocks, settings, turns, sums, scalars } = work;
  const { schedule, start } = blocks;
  const { weightUse, loss, biasRate, l2 } = settings;
  const batches = new BlockBatches(blocks, {
    seed: settings.seed,
    negativesPerPair: settings.negatives,
    sharedBy: settings.sharedBy,
    maskHits: settings.maskHits,
    ...work.known === undefined ? {} : { known: work.known },
    ...kernels.batchPairs === undefined
      ? {}
      : { batchSize: batchSizeFor(blocks, kernels.batchPairs) },
    allocate: arrays,
  });
  // This thread's own copy of each scalar, for the block that it is working on.
  const own = Object.fromEntries(
    Object.keys(scalars).map((name) => [name, arrays.float32(1)]),
  );
  const { globalBias: ownBias, ...ownMoments } = own;
  const model: PairModel = {
    anchors: work.anchors,
    targets: work.targets,
    itemBias: work.itemBias,
    globalBias: ownBias!,
    ...work.context === undefined ? {} : { context: work.context },
    ...work.l2Scale === undefined ? {} : { l2Scale: work.l2Scale },
  };
  const state: OptimizerState = {
    kind: work.state.kind,
    tensors: { ...work.state.tensors, ...ownMoments },
  };
  const pairCount = blocks.left.length;

  return (epoch, block) => {
    const first = schedule.first[block]!;
    const second = schedule.second[block]!;
    const round = schedule.round[block]!;
    awaitTurn(turns, first, round, hasFailed);
    awaitTurn(turns, second, round, hasFailed);
    for (const [name, of] of Object.entries(scalars)) {
      own[name]![0] = (of[first]! + of[second]!) / 2;
    }
    let pairsBefore = start[block]!;
    let lossSum = 0;
    let hits = 0;
    for (const { weight, hits: found, ...batch } of batches.of(epoch, block)) {
      const learningRate = learningRateAt(
        epoch - 1 + pairsBefore / pairCount,
        settings,
      );
      if (weight !== undefined && weightUse === "label") {
        Object.assign(batch, { label: weight });
      } else if (weight !== undefined && weightUse === "loss") {
        Object.assign(batch, { weight });
      }
      lossSum += kernels.pairStep(model, batch, {
        loss,
        learningRate,
        biasRate: learningRate * biasRate,
        l2,
        negativeWeight: settings.negativeWeight,
        step: (epoch - 1) * pairCount + pairsBefore + 1,
      }, state);
      pairsBefore += batch.anchor.length;
      hits += found ?? 0;
    }
    for (const [name, of] of Object.entries(scalars)) {
      of[first] = own[name]![0]!;
      of[second] = own[name]![0]!;
    }
    sums.loss[block] = lossSum;
    sums.hits[block] = hits;
    endTurn(turns, first);
    if (second !== first) endTurn(turns, second);
  };
}
