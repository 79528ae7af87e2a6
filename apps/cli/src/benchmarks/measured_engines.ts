import {
  batchReferenceEngine,
  type DeviceChoice,
  referenceEngine,
  selectEngine,
  simdEngine,
  type TrainEngine,
} from "@kindred/trainer";

/** Engines that can be measured. */
export const MEASURED_ENGINES = ["simd", "tensorflow", "reference"] as const;

/** One of {@linkcode MEASURED_ENGINES}. */
export type MeasuredEngineName = typeof MEASURED_ENGINES[number];

/** An engine that is measured. */
export interface MeasuredEngine {
  engine: TrainEngine;
  /** The engine in plain TypeScript that must learn the same. */
  oracle: TrainEngine;
  /** Pairs that it computes at once, at most; null where it takes group by group. */
  batchPairs: number | null;
  /** Whether it learns by alternating least squares too. */
  hasAls: boolean;
}

/** Settings of {@linkcode measuredEngines}. */
export interface MeasuredEnginesOptions {
  /** Which are measured; the reference always is. Default `simd`. */
  engines?: readonly MeasuredEngineName[];
  /** Numbers of threads; TensorFlow, which is loaded once, has the largest. */
  threads: readonly number[];
  /** Where TensorFlow computes. Default `"auto"`. */
  device?: DeviceChoice;
  /** Pairs that TensorFlow computes at once. Default {@linkcode BATCHES}. */
  batchPairs?: readonly number[];
}

/** Pairs that TensorFlow computes at once, where nothing else is asked for. */
export const BATCHES: readonly number[] = [1024, 8192, 65_536];

/**
 * Returns the engines that are measured beside the reference. TensorFlow is loaded
 * where it is among them, and not otherwise.
 *
 * @param options See {@linkcode MeasuredEnginesOptions}.
 * @throws {EngineUnavailableError} If TensorFlow, or the device, cannot be had.
 */
export function measuredEngines(
  options: MeasuredEnginesOptions,
): MeasuredEngine[] {
  const { engines = ["simd"], threads, device = "auto" } = options;
  const { batchPairs = BATCHES } = options;
  // First of all: what cannot be had is said before anything is measured.
  const tensorflow = !engines.includes("tensorflow")
    ? []
    : batchPairs.map((pairs): MeasuredEngine => ({
      engine: selectEngine(device, {
        engine: "tensorflow",
        batchPairs: pairs,
        threads: Math.max(...threads),
      }).engine,
      oracle: batchReferenceEngine({ batchPairs: pairs }),
      batchPairs: pairs,
      hasAls: false,
    }));
  const simd = !engines.includes("simd")
    ? []
    : threads.map((count): MeasuredEngine => ({
      engine: simdEngine({ threads: count }),
      oracle: referenceEngine,
      batchPairs: null,
      hasAls: true,
    }));
  return [...simd, ...tensorflow];
}
