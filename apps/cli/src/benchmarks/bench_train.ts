import {
  referenceEngine,
  simdEngine,
  type TrainEngine,
} from "@kindred/trainer";
import { formatCounted } from "../terminal/format.ts";
import { expectSameModel } from "./expect_same_model.ts";
import { interleave, type Measurement, medianOf } from "./interleave.ts";
import { measureTraining, type TrainingSetting } from "./measure_training.ts";
import { RandomAccess } from "./random_access.ts";
import { type Graph, randomGraph, somePairs } from "./random_graph.ts";
import { type Workload, WORKLOADS } from "./workloads.ts";

/** Settings of {@linkcode benchTrain}. */
export interface BenchTrainOptions extends TrainingSetting {
  /** Numbers of threads to measure with. */
  threads: readonly number[];
  /** Measurements of each, of which the median counts, a whole number >= 1. */
  repeats: number;
  /** Receives what is measured next, and how many measurements are done. */
  onMeasurement: (name: string, done: number, total: number) => void;
}

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
  threads: number;
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

/** What was measured. */
export interface BenchTrainReport {
  /** What was trained on. */
  graph: { items: number; pairs: number; dimensions: number };
  randomAccess: RandomAccessFigure[];
  training: TrainingFigure[];
}

/** Most pairs for the reference engine: it is slow, at any number alike. */
const REFERENCE_PAIRS = 20_000;

/**
 * Most items for the reference engine's ALS, of which each costs the same: then
 * on a graph of as many pairs an item.
 */
const REFERENCE_ALS_ITEMS = 1000;

/**
 * Measures training: every workload by the reference engine and by the SIMD engine
 * with each number of threads, beside what the memory allows. All are measured in
 * turns; before, it is made sure that both engines learn the same.
 *
 * @param graph What to train on.
 * @param options See {@linkcode BenchTrainOptions}.
 * @throws {KindredError} If the engines do not learn the same.
 */
export async function benchTrain(
  graph: Graph,
  options: BenchTrainOptions,
): Promise<BenchTrainReport> {
  const { threads, repeats, dimensions, seed } = options;
  const engines = threads.map((count) => simdEngine({ threads: count }));
  for (const workload of WORKLOADS) {
    for (const engine of engines) {
      await expectSameModel(workload, engine, options);
    }
  }

  const trainings = WORKLOADS.flatMap((workload) => [
    {
      workload,
      engine: referenceEngine,
      graph: graphOfReference(graph, workload, seed),
    },
    ...engines.map((engine) => ({ workload, engine, graph })),
  ]);
  const pools = RandomAccess.open(
    { rows: graph.itemCount, dimensions },
    threads,
    seed,
  );
  try {
    // What is touched for the first time is slower.
    for (const pool of pools) await pool.measure();
    const measurements: Measurement[] = [
      ...pools.map((pool) => ({
        name: `random access, ${formatCounted(pool.threads, "thread")}`,
        measure: () => pool.measure(),
      })),
      ...trainings.map(({ workload, engine, graph }) => ({
        name: `${workload.name}, ${engine.name}, ${
          formatCounted(engine.threads, "thread")
        }`,
        measure: () => measureTraining(workload, graph, engine, options),
      })),
    ];
    const total = measurements.length * repeats;
    const measured = await interleave(
      measurements,
      repeats,
      (name, turn) => {
        options.signal.throwIfAborted();
        options.onMeasurement(name, turn, total);
      },
    );
    const randomAccess = pools.map((pool, p) => ({
      threads: pool.threads,
      bytesPerSecond: medianOf(measured[p]!),
      measured: measured[p]!,
    }));
    const rates = trainings.map((training, t) => ({
      ...training,
      measured: measured[pools.length + t]!,
    }));
    return {
      graph: {
        items: graph.itemCount,
        pairs: graph.train.left.length,
        dimensions,
      },
      randomAccess,
      training: rates.map((rate) =>
        figureOf(rate, {
          reference: rates.find(({ workload, engine }) =>
            workload === rate.workload && engine === referenceEngine
          )!.measured,
          randomAccess,
          pairs: graph.train.left.length,
          dimensions,
        })
      ),
    };
  } finally {
    for (const pool of pools) await pool.close();
  }
}

/** Returns what the reference engine is measured on: as much as is bearable. */
function graphOfReference(
  graph: Graph,
  { options }: Workload,
  seed: number,
): Graph {
  const { itemCount, train: { left: { length: pairCount } } } = graph;
  if (options.recipe !== "als") return somePairs(graph, REFERENCE_PAIRS, seed);
  if (itemCount <= REFERENCE_ALS_ITEMS) return graph;
  const pairs = Math.round(pairCount / itemCount * REFERENCE_ALS_ITEMS);
  return randomGraph(REFERENCE_ALS_ITEMS, Math.max(1, pairs), seed);
}

/** What the figures of a training are made of. */
interface Rate {
  workload: Workload;
  engine: TrainEngine;
  graph: Graph;
  measured: number[];
}

function figureOf(
  { workload, engine, graph, measured }: Rate,
  { reference, randomAccess, pairs, dimensions }: {
    reference: readonly number[];
    randomAccess: readonly RandomAccessFigure[];
    pairs: number;
    dimensions: number;
  },
): TrainingFigure {
  const pairsPerSecond = medianOf(measured);
  const { rowsPerPair } = workload;
  // Each row is read and written, 4 bytes a number.
  const bytesPerSecond = rowsPerPair === null
    ? null
    : 2 * rowsPerPair * 4 * dimensions * pairsPerSecond;
  const most = engine === referenceEngine
    ? undefined
    : randomAccess.find(({ threads }) => threads === engine.threads);
  return {
    workload: workload.name,
    engine: engine.name,
    threads: engine.threads,
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
