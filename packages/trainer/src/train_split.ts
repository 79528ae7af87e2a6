import {
  type Artifact,
  type ArtifactPlan,
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
import { type DeviceChoice, selectEngine } from "./engines/select_engine.ts";
import { type EpochReport, train, type TrainHooks } from "./train.ts";
import { resolveTrainOptions, type TrainOptions } from "./train_options.ts";

/** Settings of {@linkcode trainSplit}. */
export interface TrainSplitOptions
  extends TrainOptions, Omit<TrainHooks, "engine"> {
  /** Where to compute. Default `"auto"`. */
  device?: DeviceChoice;
  /** Whether an artifact already at `out` may be replaced. Default false. */
  force?: boolean;
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
  options: TrainSplitOptions = {},
): ArtifactPlan {
  return {
    kind: "run",
    options: { model: "logistic", ...resolveTrainOptions(options) },
    inputs: [inputEntry(split, out)],
  };
}

/**
 * Trains on a split and writes the run: the model as safetensors, and a line for
 * each epoch as CSV.
 *
 * @param splitDirectory Folder of the split.
 * @param out Folder of the run to write.
 * @param options See {@linkcode TrainSplitOptions}.
 * @returns The manifest of the run.
 * @throws {ArtifactError} If the split is damaged, or `out` is taken.
 * @throws {EngineUnavailableError} If the device cannot be had.
 * @throws {RangeError} If an option is out of range, or the split holds no
 * training pair.
 * @throws {TrainingDivergedError} If the loss is not finite.
 */
export async function trainSplit(
  splitDirectory: string,
  out: string,
  options: TrainSplitOptions = {},
): Promise<Manifest> {
  const splitArtifact = await openArtifact(splitDirectory, "split");
  const plan = trainPlan(splitArtifact, out, options);
  const { engine } = selectEngine(options.device ?? "auto");
  return await writeArtifact(out, plan, async (directory) => {
    const split = await readSplit(splitArtifact);
    const epochs: EpochReport[] = [];
    const model = await train(split.train, split.itemCount, options, {
      ...options,
      engine,
      onEpoch(report) {
        epochs.push(report);
        options.onEpoch?.(report);
      },
    });
    await writeItemModel(directory, model);
    await writeFile(join(directory, RUN_FILES.curve), curveCsv(epochs));
    const { itemCount, dimensions } = model.embeddings;
    return { items: itemCount, dimensions, epochs: epochs.length };
  }, options);
}

/** One line an epoch; no times, so that the same run gives the same bytes. */
function curveCsv(epochs: readonly EpochReport[]): string {
  const lines = epochs.map(({ epoch, pairs, learningRate, meanLoss }) =>
    [epoch, pairs, learningRate, meanLoss].join(",")
  );
  return ["epoch,pairs,learning_rate,mean_loss", ...lines, ""].join("\n");
}
