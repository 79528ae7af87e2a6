import type { EmbeddingTable } from "@kindred/core";
import { readSafetensors } from "@kindred/core/artifact";
import { importError } from "./imported_vectors.ts";

/**
 * Reads one tensor of a safetensors file as vectors.
 *
 * @param path The file, of dtype F32.
 * @param name The tensor. Default the only one with two axes.
 * @throws {KindredError} If the file is damaged, or has no such tensor.
 */
export async function readSafetensorsVectors(
  path: string,
  name?: string,
): Promise<EmbeddingTable> {
  const { tensors } = await readSafetensors(path);
  const found = Object.entries(tensors).filter(([key, { shape }]) =>
    shape.length === 2 && shape.every((length) => length > 0) &&
    (name === undefined || key === name)
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw importError(
      path,
      "",
      name === undefined
        ? "it must hold one tensor with two axes, or it must be said which"
        : `it must hold a tensor "${name}" with two axes`,
      Object.entries(tensors).map(([key, { shape }]) => `${key} [${shape}]`)
        .join(", ") || "none",
    );
  }
  const { shape, values } = only[1];
  return { values, itemCount: shape[0]!, dimensions: shape[1]! };
}
