import {
  type OnProgress,
  TrainingDivergedError,
  type WeightedPairs,
} from "@kindred/core";
import {
  resolveTrainOptions,
  train,
  type TrainEngine,
  type TrainOptions,
} from "@kindred/trainer";
import {
  createJudge,
  scoreOf,
  type TrialMetrics,
  type TuneMetric,
} from "./create_judge.ts";
import { halve } from "./halve.ts";
import { drawCandidates, type TunableRecipe } from "./search_space.ts";
import type { Trial } from "./trial.ts";
import { tuningSplit } from "./tuning_split.ts";

/** Settings of {@linkcode search}. */
export interface SearchOptions {
  /** Around which recipe's defaults. */
  recipe: TunableRecipe;
  /** What candidates are chosen by. */
  metric: TuneMetric;
  /** Most candidates, a whole number >= 1; null for no end. */
  trials: number | null;
  /** Seed of everything: candidates, held-out pairs, trainings. */
  seed: number;
  /** What trains. */
  engine: TrainEngine;
  /** Ends the search: the trial that is under way is given up. */
  signal: AbortSignal;
  /** Receives each trial that is done. */
  onTrial: (trial: Trial) => void;
  /** Receives the progress of each training. */
  onProgress: OnProgress;
}

/** Candidates that compete with each other. */
const BRACKET = 9;

/** One in so many goes on to the next rung. */
const KEEP_ONE_IN = 3;

/** Share of its epochs that a candidate is trained for, by rung. */
const RUNGS = [1 / 3, 1] as const;

/**
 * Searches for training options by random search with successive halving:
 * candidates compete nine at a time, each trained for a third of its epochs, the
 * best third of them then for all. The recipe's defaults are the first candidate,
 * and are trained for all epochs whatever comes of the third, to compare with.
 *
 * Ends after the last of `trials`, or when the signal says so. What was tried by
 * then follows from split, options, seed and the kernels' rounding alone.
 *
 * @param split What to train on and judge by, a fifth of its training pairs.
 * @param options See {@linkcode SearchOptions}.
 * @throws {RangeError} If the split has too few pairs to hold some out.
 */
export async function search(
  split: { itemCount: number; train: WeightedPairs },
  options: SearchOptions,
): Promise<void> {
  const { metric, seed, engine, signal } = options;
  const inner = tuningSplit(split, seed);
  const judge = createJudge(inner, seed);

  /** Trains and judges; null where the training diverged. */
  const measure = async (
    trainOptions: TrainOptions,
    task: string,
  ): Promise<TrialMetrics | null> => {
    try {
      const model = await train(inner, { ...trainOptions, seed }, {
        engine,
        signal,
        countHits: false,
        onProgress: (event) => options.onProgress({ ...event, task }),
      });
      return await judge(model, signal);
    } catch (error) {
      if (error instanceof TrainingDivergedError) return null;
      throw error;
    }
  };

  for (const bracket of brackets(options)) {
    await halve(bracket, {
      rungs: RUNGS.length,
      keepOneIn: KEEP_ONE_IN,
      isSpared: ({ candidate }) => candidate === 1,
      async judge({ candidate, options: candidateOptions }, rung) {
        const start = performance.now();
        const { epochs: allEpochs } = resolveTrainOptions(candidateOptions);
        const epochs = Math.ceil(allEpochs * RUNGS[rung]!);
        const metrics = await measure(
          { ...candidateOptions, epochs },
          `candidate ${candidate}`,
        );
        const score = metrics && scoreOf(metrics, metric);
        options.onTrial({
          candidate,
          options: candidateOptions,
          rung: rung + 1,
          epochs,
          metrics,
          score,
          seconds: (performance.now() - start) / 1000,
        });
        return score ?? -1;
      },
    });
  }
}

/** Gives candidates, as many as compete with each other at a time. */
function* brackets(
  { recipe, seed, trials }: SearchOptions,
): Generator<{ candidate: number; options: TrainOptions }[]> {
  const drawn = drawCandidates(recipe, seed);
  for (let from = 0; trials === null || from < trials; from += BRACKET) {
    const size = Math.min(BRACKET, (trials ?? Infinity) - from);
    yield Array.from({ length: size }, (_, i) => ({
      candidate: from + i + 1,
      options: drawn.next().value,
    }));
  }
}
