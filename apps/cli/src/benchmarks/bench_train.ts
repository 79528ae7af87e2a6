import { referenceEngine, resolveTrainOptions } from "@kindred/trainer";
import { formatCounted } from "../terminal/format.ts";
import { expectSameModel } from "./expect_same_model.ts";
import { interleave, type Measurement, medianOf } from "./interleave.ts";
import {
  measuredEngines,
  type MeasuredEnginesOptions,
} from "./measured_engines.ts";
import { measureTraining, type TrainingSetting } from "./measure_training.ts";
import { RandomAccess } from "./random_access.ts";
import { type Graph, randomGraph, somePairs } from "./random_graph.ts";
import {
  figureOf,
  type RandomAccessFigure,
  type TrainingFigure,
} from "./training_figure.ts";
import { type Workload, WORKLOADS } from "./workloads.ts";

/** Settings of {@linkcode benchTrain}. */
export interface BenchTrainOptions
  extends TrainingSetting, MeasuredEnginesOptions {
  /** Measurements of each, of which the median counts, a whole number >= 1. */
  repeats: number;
  /** Receives what is measured next, and how many measurements are done. */
  onMeasurement: (name: string, done: number, total: number) => void;
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
 * Measures training: every workload by the reference engine and by those asked for,
 * the SIMD engine with each number of threads and TensorFlow with each size of a batch,
 * beside what the memory allows. All are measured in turns; before, it is made sure that
 * each learns what its reference learns.
 *
 * @param graph What to train on.
 * @param options See {@linkcode BenchTrainOptions}.
 * @throws {KindredError} If the engines do not learn the same.
 * @throws {EngineUnavailableError} If TensorFlow is asked for and cannot be had.
 */
export async function benchTrain(
  graph: Graph,
  options: BenchTrainOptions,
): Promise<BenchTrainReport> {
  const { threads, repeats, dimensions, seed } = options;
  const engines = measuredEngines(options);
  for (const workload of WORKLOADS) {
    for (const { engine, oracle } of enginesFor(workload, engines)) {
      await expectSameModel(workload, engine, options, oracle);
    }
  }

  const trainings = WORKLOADS.flatMap((workload) => [
    {
      workload,
      engine: referenceEngine,
      batchPairs: null,
      graph: graphOfReference(graph, workload, seed),
    },
    ...enginesFor(workload, engines).map(({ engine, batchPairs }) => ({
      workload,
      engine,
      batchPairs,
      graph,
    })),
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
      ...trainings.map(({ workload, engine, batchPairs, graph }) => ({
        name: `${workload.name}, ${engine.name}, ${
          batchPairs === null
            ? formatCounted(engine.threads, "thread")
            : `${formatCounted(batchPairs, "pair")} at once`
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

/** Returns those of some engines that can do a workload. */
function enginesFor<Engine extends { hasAls: boolean }>(
  { options }: Workload,
  engines: readonly Engine[],
): Engine[] {
  const isAls = resolveTrainOptions(options).model === "als";
  return engines.filter(({ hasAls }) => hasAls || !isAls);
}
