import { type ItemModel, MODEL_FILES } from "@kindred/core";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { ExternalPlace } from "./messages.ts";

/** Tensors of the weights file begin at multiples of this: pages can be mapped. */
const PAGE_BYTES = 4096;

/** The longest piece handed to one call of the file system, in bytes. */
const PIECE_BYTES = 1 << 28;

/** Where each table lies in the weights file. */
export interface WeightPlaces {
  /** The vectors, float32, shape `[items, dimensions]`. */
  embeddings: ExternalPlace;
  /** The item biases, float32, shape `[items]`. */
  itemBias: ExternalPlace;
  /**
   * The bias of each item as a candidate, float32, shape `[items]`: its item
   * bias, or `-Infinity` where no training pair held it.
   */
  candidateBias: ExternalPlace;
}

/**
 * Writes the tables that all graphs share.
 *
 * @param directory Where.
 * @param model Vectors and biases.
 * @param pairCounts Training pairs of each item, uint32, shape `[items]`.
 */
export async function writeWeights(
  directory: string,
  model: ItemModel,
  pairCounts: Uint32Array,
): Promise<WeightPlaces> {
  const candidateBias = model.itemBias.map((bias, item) =>
    pairCounts[item] === 0 ? -Infinity : bias
  );
  const file = await open(join(directory, MODEL_FILES.weights), "wx");
  let end = 0;
  const append = async (values: Float32Array): Promise<ExternalPlace> => {
    const offset = Math.ceil(end / PAGE_BYTES) * PAGE_BYTES;
    for (let at = 0; at < values.byteLength; at += PIECE_BYTES) {
      const bytes = Math.min(PIECE_BYTES, values.byteLength - at);
      const piece = new Uint8Array(
        values.buffer,
        values.byteOffset + at,
        bytes,
      );
      for (let done = 0; done < bytes;) {
        const { bytesWritten } = await file.write(
          piece,
          done,
          bytes - done,
          offset + at + done,
        );
        done += bytesWritten;
      }
    }
    end = offset + values.byteLength;
    return { file: MODEL_FILES.weights, offset, length: values.byteLength };
  };
  try {
    return {
      embeddings: await append(model.embeddings.values),
      itemBias: await append(model.itemBias),
      candidateBias: await append(candidateBias),
    };
  } finally {
    await file.close();
  }
}
