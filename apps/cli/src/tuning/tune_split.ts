import { KindredError, type OnProgress } from "@kindred/core";
import {
  type ArtifactPlan,
  checkWritable,
  inputEntry,
  openArtifact,
  readSplit,
  writeArtifact,
} from "@kindred/core/artifact";
import type { TrainEngine } from "@kindred/trainer";
import type { TuneMetric } from "./create_judge.ts";
import { search } from "./search.ts";
import { SEARCH_SPACES, type TunableRecipe } from "./search_space.ts";
import { byScore, type Trial } from "./trial.ts";
import { writeTuningFiles } from "./tuning_files.ts";

/** Settings of {@linkcode tuneSplit}. */
export interface TuneSplitOptions {
  /** Around which recipe's defaults. */
  recipe: TunableRecipe;
  /** What candidates are chosen by. */
  metric: TuneMetric;
  /** Most candidates, a whole number >= 1; null for no end but by time. */
  trials: number | null;
  /** Minutes of searching; null for no end but by trials. */
  minutes: number | null;
  /** Seed of everything. */
  seed: number;
  /** What trains. */
  engine: TrainEngine;
  /** Whether an artifact already at `out` may be replaced. */
  force: boolean;
  /** Ends the search early; what was found by then is written. */
  signal: AbortSignal;
  /** Receives each trial that is done. */
  onTrial: (trial: Trial) => void;
  /** Receives the progress of each training. */
  onProgress: OnProgress;
}

/** What a search came to. */
export interface Tuning {
  /** The best trial. */
  best: Trial;
  /** The trial of the recipe's defaults on the highest rung they reached. */
  defaults: Trial;
  /** All trials, the best first. */
  trials: Trial[];
}

/**
 * Searches for training options on a split and writes the tuning: every trial as
 * CSV, and the best as a file for `--config`.
 *
 * @param splitDirectory Folder of the split; its validation pairs are not used.
 * @param out Folder of the tuning to write.
 * @param options See {@linkcode TuneSplitOptions}.
 * @throws {ArtifactError} If the split is damaged, or `out` is taken.
 * @throws {KindredError} If the time ends before the first trial does.
 * @throws {RangeError} If the split has too few pairs.
 * @throws The signal's reason, if it ends the search before the first trial does.
 */
export async function tuneSplit(
  splitDirectory: string,
  out: string,
  options: TuneSplitOptions,
): Promise<Tuning> {
  const { recipe, metric, trials: most, minutes, seed, signal } = options;
  const splitArtifact = await openArtifact(splitDirectory, "split");
  await checkWritable(out, options);
  const split = await readSplit(splitArtifact);

  const trials: Trial[] = [];
  const ending = new AbortController();
  const end = (): void => ending.abort(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  const timer = minutes === null
    ? undefined
    : setTimeout(end, Math.round(60_000 * minutes));
  try {
    await search(split, {
      ...options,
      signal: ending.signal,
      onTrial(trial) {
        trials.push(trial);
        options.onTrial(trial);
      },
    });
  } catch (error) {
    // The search knows no other end by time: the trial under way was given up.
    if (!ending.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }

  if (trials.length === 0) {
    signal.throwIfAborted();
    throw new KindredError(
      `Cannot tune: the time must suffice for a training of a third of the epochs, got ${minutes} minutes`,
    );
  }
  const plan: ArtifactPlan = {
    kind: "tuning",
    options: { recipe, metric, trials: most, minutes, seed },
    inputs: [inputEntry(splitArtifact, out)],
  };
  await writeArtifact(out, plan, async (folder) => {
    await writeTuningFiles(folder, trials, SEARCH_SPACES[recipe]);
    const candidates = new Set(trials.map(({ candidate }) => candidate)).size;
    return { candidates, trials: trials.length };
  }, options);
  const ordered = byScore(trials);
  return {
    best: ordered[0]!,
    defaults: ordered.find(({ candidate }) => candidate === 1)!,
    trials: ordered,
  };
}
