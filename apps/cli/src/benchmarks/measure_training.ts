import { optionsOn, train, type TrainEngine } from "@kindred/trainer";
import type { Graph } from "./random_graph.ts";
import type { Workload } from "./workloads.ts";

/** What all measurements of a benchmark share. */
export interface TrainingSetting {
  /** Numbers in a vector. */
  dimensions: number;
  /** Seed of each training. */
  seed: number;
  /** Ends the measurement. */
  signal: AbortSignal;
}

/**
 * Trains for two epochs and returns the pairs a second of the second: the first
 * has threads to start and code to compile.
 *
 * @param workload What is trained.
 * @param graph On what.
 * @param engine By what.
 * @param setting See {@linkcode TrainingSetting}.
 */
export async function measureTraining(
  { options }: Workload,
  graph: Graph,
  engine: TrainEngine,
  { dimensions, seed, signal }: TrainingSetting,
): Promise<number> {
  let rate = 0;
  const all = { ...optionsOn(engine, options), dimensions, seed, epochs: 2 };
  await train(graph, all, {
    engine,
    signal,
    countHits: false,
    onEpoch({ pairs, seconds }) {
      rate = pairs / seconds;
    },
  });
  return rate;
}
