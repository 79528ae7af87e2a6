import { join } from "node:path";
import { ArtifactError } from "../errors/artifact_error.ts";
import type { ItemModel } from "../item_model.ts";
import type { Artifact } from "./open_artifact.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

/** Names of the files in a run folder. */
export const RUN_FILES = {
  /** Tensors embeddings `[items, dimensions]`, item_bias `[items]`, global_bias `[]`. */
  model: "model.safetensors",
  /**
   * Columns epoch (how many are done, 1.5 in the middle of the second), pairs,
   * learning_rate, mean_loss, validation_roc_auc, watched_roc_auc: the learning
   * curve, a line a point; empty where there is nothing to say.
   */
  curve: "metrics.csv",
} as const;

/**
 * Writes a trained model into `directory`, as {@linkcode RUN_FILES}.model. Whether
 * its vectors are crossed is in the file's metadata.
 *
 * @param directory The folder of a run that is being written.
 * @param model The model; its numbers are written as they are.
 * @throws {RangeError} If an array does not fit the model's shape.
 */
export async function writeItemModel(
  directory: string,
  model: ItemModel,
): Promise<void> {
  const { embeddings: { values, itemCount, dimensions } } = model;
  await writeSafetensors(join(directory, RUN_FILES.model), {
    embeddings: { shape: [itemCount, dimensions], values },
    item_bias: { shape: [itemCount], values: model.itemBias },
    global_bias: { shape: [], values: Float32Array.of(model.globalBias) },
  }, { crossed: String(model.crossed ?? false) });
}

/**
 * Reads the trained model of a run.
 *
 * @param run The opened run.
 * @returns The model, in arrays of its own.
 * @throws {ArtifactError} If a tensor is missing or has another shape.
 */
export async function readItemModel(run: Artifact): Promise<ItemModel> {
  const path = join(run.directory, RUN_FILES.model);
  const { tensors, metadata } = await readSafetensors(path);
  const { embeddings, item_bias: itemBias, global_bias: globalBias } = tensors;
  if (
    embeddings === undefined || itemBias === undefined ||
    embeddings.shape.length !== 2 ||
    itemBias.values.length !== embeddings.shape[0] ||
    globalBias?.values.length !== 1
  ) {
    throw new ArtifactError(
      `Cannot read "${path}": it must hold embeddings [n, d], item_bias [n] and global_bias [], got ${
        Object.entries(tensors).map(([name, { shape }]) => `${name} [${shape}]`)
          .join(", ")
      }`,
      path,
    );
  }
  const [itemCount, dimensions] = embeddings.shape as [number, number];
  return {
    embeddings: { values: embeddings.values, itemCount, dimensions },
    itemBias: itemBias.values,
    globalBias: globalBias.values[0]!,
    ...metadata["crossed"] === "true" ? { crossed: true } : {},
  };
}
