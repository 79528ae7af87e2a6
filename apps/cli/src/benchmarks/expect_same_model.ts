import { KindredError } from "@kindred/core";
import {
  optionsOn,
  referenceEngine,
  train,
  type TrainEngine,
} from "@kindred/trainer";
import type { TrainingSetting } from "./measure_training.ts";
import { randomGraph } from "./random_graph.ts";
import type { Workload } from "./workloads.ts";

/**
 * How far two engines may be apart after an epoch, as a share of the largest
 * number: rounding in single precision, some thousand steps of it.
 */
const TOLERANCE = 1e-3;

/** The same on a GPU, which may round what it multiplies to 10 bits (TF32). */
const GPU_TOLERANCE = 1e-2;

/**
 * Refuses to time an engine that computes something else than the reference: on
 * a small graph both must learn the same vectors.
 *
 * @param workload What is trained.
 * @param engine The engine.
 * @param setting Dimensions, seed and signal.
 * @param oracle The reference: what takes the same steps.
 * @throws {KindredError} If the vectors differ.
 */
export async function expectSameModel(
  { name, options }: Workload,
  engine: TrainEngine,
  { dimensions, seed, signal }: TrainingSetting,
  oracle: TrainEngine = referenceEngine,
): Promise<void> {
  const graph = randomGraph(300, 3000, seed);
  const vectorsOf = async (by: TrainEngine): Promise<Float32Array> => {
    const model = await train(
      graph,
      { ...optionsOn(engine, options), dimensions, seed, epochs: 1 },
      { engine: by, signal, countHits: false },
    );
    return model.embeddings.values;
  };
  const expected = await vectorsOf(oracle);
  const found = await vectorsOf(engine);
  let largest = 0;
  let apart = 0;
  for (const [i, value] of expected.entries()) {
    largest = Math.max(largest, Math.abs(value));
    apart = Math.max(apart, Math.abs(value - found[i]!));
  }
  const tolerance = engine.device === "cpu" ? TOLERANCE : GPU_TOLERANCE;
  if (apart <= tolerance * largest) return;
  throw new KindredError(
    `Cannot time the ${engine.name} engine (${name}): its vectors must be the reference's, got ${
      apart.toPrecision(3)
    } apart where the largest number is ${largest.toPrecision(3)}`,
  );
}
