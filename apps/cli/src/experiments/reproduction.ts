import type { TrainingDivergedError } from "@kindred/core";
import { type Effects, findEffects } from "./effects/find_effects.ts";
import type { ExperimentResult } from "./experiment_result.ts";
import { type PublishedData, publishedFor } from "./published_figures.ts";

/** How much experiments are made on. */
export interface DataSize {
  /** Items of the catalogue. */
  items: number;
  /** Training pairs. */
  trainPairs: number;
  /** Held-out pairs. */
  pairs: number;
}

/** An experiment that could not be trained. */
export interface DivergedExperiment {
  /** Its name. */
  name: string;
  /** Where and how it diverged. */
  error: TrainingDivergedError;
}

/** What the method's experiments came to. */
export interface Reproduction {
  /** What they were made on. */
  data: DataSize;
  /** Each experiment that was trained. */
  results: ExperimentResult[];
  /** Those that could not be, and why. */
  diverged: { name: string; message: string }[];
  /** The published figures beside them. */
  published: PublishedData;
  /** Whether these are of data of the same size. */
  sameData: boolean;
  /** The method's own effects, as found. */
  effects: Effects;
}

/**
 * Returns what experiments on one split came to.
 *
 * @param results Those that were trained.
 * @param diverged Those that could not be.
 * @param data What they were made on.
 */
export function reproductionOf(
  results: ExperimentResult[],
  diverged: readonly DivergedExperiment[],
  data: DataSize,
): Reproduction {
  const published = publishedFor(data.items, data.trainPairs + data.pairs);
  return {
    data,
    results,
    diverged: diverged.map(({ name, error: { message } }) => ({
      name,
      message,
    })),
    published: published.data,
    sameData: published.same,
    effects: findEffects(results),
  };
}
