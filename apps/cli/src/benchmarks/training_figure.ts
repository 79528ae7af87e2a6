import {
  optionsOn,
  referenceEngine,
  resolveTrainOptions,
  stepShapeOf,
  stepWork,
  type TrainEngine,
} from "@kindred/trainer";
import { medianOf } from "./interleave.ts";
import type { Graph } from "./random_graph.ts";
import { plannedBatches } from "./roofline/planned_batches.ts";
import type { Workload } from "./workloads.ts";

/** How fast rows are read and written at random. */
export interface RandomAccessFigure {
  threads: number;
  /** Bytes read and written a second: the median. */
  bytesPerSecond: number;
  /** Every measurement, in their order. */
  measured: number[];
}

/** How fast an engine trains. */
export interface TrainingFigure {
  /** Name of the workload. */
  workload: string;
  /** Name of the engine. */
  engine: string;
  /** Where it computes. */
  device: string;
  threads: number;
  /** What it computes at once; null for an engine that takes group by group. */
  batch: BatchFigure | null;
  /** Items and pairs that it was measured on. */
  measuredOn: { items: number; pairs: number };
  /** Training pairs a second: the median. */
  pairsPerSecond: number;
  /** Every measurement, in their order. */
  measured: number[];
  /** What an epoch of the whole graph takes at that rate, in seconds. */
  secondsPerEpoch: number;
  /** As a multiple of the reference engine's pairs a second. */
  timesReference: number;
  /**
   * Bytes of rows that are read and written a second, counted from the algorithm;
   * null where arithmetic and not memory bounds it.
   */
  bytesPerSecond: number | null;
  /**
   * These as a share of random access with as many threads; null for the reference
   * engine and where there are none. It passes 1 where rows stay in a cache from
   * one pair to another.
   */
  shareOfRandomAccess: number | null;
}

/** What an engine computes at once, and what that comes to. */
export interface BatchFigure {
  /** Pairs that were asked for. */
  batchPairs: number;
  /** Pairs that there are, about: a block has no more. */
  meanPairs: number;
  /** Operations of a step. */
  operations: number;
  /** Bytes that all of them read and write, see `stepWork()`. */
  stepBytes: number;
  /** These, a second. */
  bytesPerSecond: number;
}

/** What the figures of a training are made of. */
export interface Rate {
  workload: Workload;
  engine: TrainEngine;
  batchPairs: number | null;
  graph: Graph;
  measured: number[];
}

/**
 * Returns the figures of an engine.
 *
 * @param rate What was measured.
 * @param beside What it is seen beside: measurements of the reference engine and of
 * random access, and the pairs and dimensions of the whole graph.
 */
export function figureOf(
  rate: Rate,
  beside: {
    reference: readonly number[];
    randomAccess: readonly RandomAccessFigure[];
    pairs: number;
    dimensions: number;
  },
): TrainingFigure {
  const { workload, engine, graph, measured } = rate;
  const { reference, randomAccess, pairs, dimensions } = beside;
  const pairsPerSecond = medianOf(measured);
  const { rowsPerPair } = workload;
  // Each row is read and written, 4 bytes a number.
  const bytesPerSecond = rowsPerPair === null
    ? null
    : 2 * rowsPerPair * 4 * dimensions * pairsPerSecond;
  const most = engine === referenceEngine || engine.device !== "cpu"
    ? undefined
    : randomAccess.find(({ threads }) => threads === engine.threads);
  return {
    workload: workload.name,
    engine: engine.name,
    device: engine.device,
    threads: engine.threads,
    batch: batchOf(rate, dimensions, pairsPerSecond),
    measuredOn: { items: graph.itemCount, pairs: graph.train.left.length },
    pairsPerSecond,
    measured,
    secondsPerEpoch: pairs / pairsPerSecond,
    timesReference: pairsPerSecond / medianOf(reference),
    bytesPerSecond,
    shareOfRandomAccess: bytesPerSecond === null || most === undefined
      ? null
      : bytesPerSecond / most.bytesPerSecond,
  };
}

function batchOf(
  { workload: { options }, engine, batchPairs, graph }: Rate,
  dimensions: number,
  pairsPerSecond: number,
): BatchFigure | null {
  if (batchPairs === null) return null;
  const resolved = resolveTrainOptions(optionsOn(engine, options));
  const { pairs: meanPairs } = plannedBatches(
    { items: graph.itemCount, pairs: graph.train.left.length },
    batchPairs,
    resolved.blockPairs,
  );
  const { operations, readBytes, madeBytes, changedBytes } = stepWork(
    stepShapeOf({ ...options, dimensions }, meanPairs),
  );
  const stepBytes = readBytes + madeBytes + changedBytes;
  return {
    batchPairs,
    meanPairs,
    operations,
    stepBytes,
    bytesPerSecond: stepBytes * pairsPerSecond / meanPairs,
  };
}
