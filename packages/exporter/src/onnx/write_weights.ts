import { type ItemModel, MODEL_FILES } from "@kindred/core";
import { join } from "node:path";
import type { TensorProto } from "onnx-buf";
import type { VectorTable } from "../precision/vector_table.ts";
import { externalTensor } from "./messages.ts";
import { TableFile } from "../table_file.ts";

/**
 * Writes the tables that all graphs share: the vectors, then `item_bias` and
 * `candidate_bias`, float32, shape `[items]`. The latter is the item's bias as a
 * candidate, -Infinity where no training pair held it.
 *
 * @param directory Where.
 * @param table The model's vectors in the precision wanted.
 * @param model Of it only the biases are read.
 * @param pairCounts Training pairs of each item, uint32, shape `[items]`.
 * @param signal Stops the writing when it is aborted. Default: never.
 * @returns The tensors that graphs name.
 */
export async function writeWeights(
  directory: string,
  table: VectorTable,
  { itemBias }: ItemModel,
  pairCounts: Uint32Array,
  signal?: AbortSignal,
): Promise<TensorProto[]> {
  const candidateBias = itemBias.map((bias, item) =>
    pairCounts[item] === 0 ? -Infinity : bias
  );
  const path = join(directory, MODEL_FILES.weights);
  const file = await TableFile.create(path, signal);
  try {
    const tensors = await table.write(file);
    for (
      const [name, values] of [
        ["item_bias", itemBias],
        ["candidate_bias", candidateBias],
      ] as const
    ) {
      const place = await file.append(values);
      tensors.push(externalTensor(name, "float32", [values.length], place));
    }
    return tensors;
  } finally {
    await file.close();
  }
}
