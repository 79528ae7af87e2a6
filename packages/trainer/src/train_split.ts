import { ArtifactError } from "@kindred/core";
import {
  type Artifact,
  type ArtifactPlan,
  checkWritable,
  inputEntry,
  type Manifest,
  openArtifact,
  readSplit,
  RUN_FILES,
  writeArtifact,
  writeItemModel,
} from "@kindred/core/artifact";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Checkpoint } from "./checkpoint.ts";
import { CheckpointFolder } from "./checkpoint_folder.ts";
import {
  type DeviceChoice,
  type EngineSelection,
  selectEngine,
  type SelectEngineOptions,
} from "./engines/select_engine.ts";
import type { TrainEngine } from "./engines/train_engine.ts";
import { train } from "./train.ts";
import type { CurvePoint, TrainHooks } from "./train_hooks.ts";
import { resolveTrainOptions, type TrainOptions } from "./train_options.ts";

/** What becomes of a checkpoint that is found where a run shall be made. */
export const RESUME_CHOICES = [
  "refuse",
  "resume",
  "resume-or-restart",
] as const;

/** One of {@linkcode RESUME_CHOICES}. */
export type ResumeChoice = typeof RESUME_CHOICES[number];

/** Settings of {@linkcode trainSplit}. */
export interface TrainSplitOptions
  extends
    TrainOptions,
    Omit<SelectEngineOptions, "model">,
    Omit<TrainHooks, "engine" | "resume" | "onCheckpoint"> {
  /** Where to compute. Default `"auto"`. */
  device?: DeviceChoice;
  /**
   * Whether an artifact already at `out`, and a checkpoint beside it, may be
   * replaced. Default false.
   */
  force?: boolean;
  /**
   * What becomes of the checkpoint of a training that was interrupted:
   * `"refuse"`, it is in the way unless `force` replaces it; `"resume"`, training
   * goes on from it; `"resume-or-restart"`, it goes on if it can, and else begins
   * anew. Default `"refuse"`.
   */
  resume?: ResumeChoice;
  /** Receives the checkpoint that training goes on from. Default: nobody. */
  onResume?: (checkpoint: Checkpoint) => void;
  /** Receives the folder of a checkpoint that was written. Default: nobody. */
  onSaved?: (directory: string) => void;
  /** Whether the checkpoints stay when the run is whole. Default false. */
  keepCheckpoints?: boolean;
}

/**
 * Returns what identifies a run before it is made. The device is no part of it:
 * all engines reach the same quality.
 *
 * @param split The opened split.
 * @param out Folder of the run.
 * @param options See {@linkcode TrainSplitOptions}.
 * @returns A plan of kind `run` with every option resolved.
 * @throws {RangeError} If an option is out of range.
 */
export function trainPlan(
  split: Artifact,
  out: string,
  options: TrainOptions = {},
): ArtifactPlan {
  return {
    kind: "run",
    options: { ...resolveTrainOptions(options) },
    inputs: [inputEntry(split, out)],
  };
}

/**
 * Returns the engine for a training, and why.
 *
 * @param options What was asked for.
 * @throws {EngineUnavailableError} If it cannot be had.
 * @throws {RangeError} If an option is out of range, or two do not go together.
 */
export function selectEngineFor(options: TrainSplitOptions): EngineSelection {
  const { model } = resolveTrainOptions(options);
  return selectEngine(options.device ?? "auto", { ...options, model });
}

/**
 * Returns the options of a training on an engine: what was given, and the engine's own
 * defaults for what was not.
 *
 * @param engine The engine.
 * @param given What was given.
 */
export function optionsOn(
  { defaults }: TrainEngine,
  given: TrainOptions,
): TrainOptions {
  const { blockPairs = defaults?.blockPairs } = given;
  return blockPairs === undefined ? { ...given } : { ...given, blockPairs };
}

/**
 * Trains on a split and writes the run: the model as safetensors, and the learning
 * curve as CSV. On the way checkpoints are written into `OUT.checkpoints`, every
 * minute and when the signal ends the training.
 *
 * @param splitDirectory Folder of the split.
 * @param out Folder of the run to write.
 * @param given See {@linkcode TrainSplitOptions}.
 * @returns The manifest of the run.
 * @throws {ArtifactError} If the split is damaged, `out` is taken, or the
 * checkpoint is in the way or not of this run.
 * @throws {EngineUnavailableError} If the device cannot be had.
 * @throws {RangeError} If an option is out of range, or the split holds no
 * training pair.
 * @throws {TrainingDivergedError} If the loss is not finite, or a number grows
 * beyond 10,000.
 */
export async function trainSplit(
  splitDirectory: string,
  out: string,
  given: TrainSplitOptions = {},
): Promise<Manifest> {
  const splitArtifact = await openArtifact(splitDirectory, "split");
  const { engine } = selectEngineFor(given);
  const options = { ...given, ...optionsOn(engine, given) };
  const plan = trainPlan(splitArtifact, out, options);
  await checkWritable(out, options);
  const checkpoints = new CheckpointFolder(plan, out);
  const from = await checkpointFor(checkpoints, options);
  // An old one must not be taken for this run's if that is interrupted.
  if (from === null) await checkpoints.remove();
  if (from !== null) options.onResume?.(from);
  const manifest = await writeArtifact(out, plan, async (directory) => {
    const split = await readSplit(splitArtifact);
    const curve = [...from?.curve ?? []];
    const { resume: _, ...hooks } = options;
    const model = await train(split, options, {
      ...hooks,
      engine,
      onPoint(point) {
        curve.push(point);
        options.onPoint?.(point);
      },
      async onCheckpoint(checkpoint) {
        await checkpoints.write(checkpoint);
        options.onSaved?.(checkpoints.directory);
      },
      ...from === null ? {} : { resume: from },
    });
    await writeItemModel(directory, model);
    await writeFile(join(directory, RUN_FILES.curve), curveCsv(curve));
    const { itemCount, dimensions } = model.embeddings;
    return {
      items: itemCount,
      dimensions,
      epochs: Math.round(curve.at(-1)!.epoch),
    };
  }, options);
  if (!options.keepCheckpoints) await checkpoints.remove();
  return manifest;
}

/**
 * Returns what training goes on from; null for the beginning.
 *
 * @throws {ArtifactError} If there is a checkpoint that is neither to be taken nor
 * to be replaced.
 */
async function checkpointFor(
  checkpoints: CheckpointFolder,
  { resume = "refuse", force = false }: TrainSplitOptions,
): Promise<Checkpoint | null> {
  if (resume === "resume") return await checkpoints.read();
  if (resume === "resume-or-restart") {
    return await checkpoints.read().catch((error) => {
      if (error instanceof ArtifactError) return null;
      throw error;
    });
  }
  if (!force && await checkpoints.exists()) {
    const { directory } = checkpoints;
    throw new ArtifactError(
      `Cannot train: there must be no checkpoint of an interrupted training, got "${directory}"; --resume goes on from it, --force begins anew`,
      directory,
    );
  }
  return null;
}

/** One line a point; no times, so that the same run gives the same bytes. */
function curveCsv(curve: readonly CurvePoint[]): string {
  const lines = curve.map((point) =>
    [
      point.epoch,
      point.pairs,
      point.learningRate,
      point.meanLoss,
      point.validationRocAuc,
      point.watchedRocAuc,
    ].map((value) => value ?? "").join(",")
  );
  const header =
    "epoch,pairs,learning_rate,mean_loss,validation_roc_auc,watched_roc_auc";
  return [header, ...lines, ""].join("\n");
}
