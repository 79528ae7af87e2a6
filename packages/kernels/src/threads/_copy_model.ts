import type { ItemModel } from "@kindred/core";
import type { ArrayAllocator } from "../array_allocator.ts";

/** Numbers that are copied at a time: 16 MiB, some milliseconds. */
const COPIED_AT_ONCE = 2 ** 22;

/**
 * Returns a copy of a model, with pauses where it is large.
 *
 * @param model The model.
 * @param arrays Where the copy shall lie.
 * @param turn Awaited between parts; see `eventLoopTurns`.
 * @throws {OutOfRoomError} If it does not fit there.
 */
export async function copyModel(
  model: ItemModel,
  arrays: ArrayAllocator,
  turn: () => Promise<void>,
): Promise<ItemModel> {
  const copyOf = async (array: Float32Array): Promise<Float32Array> => {
    const copy = arrays.float32(array.length);
    for (let from = 0; from < array.length; from += COPIED_AT_ONCE) {
      await turn();
      copy.set(array.subarray(from, from + COPIED_AT_ONCE), from);
    }
    return copy;
  };
  const { embeddings, itemBias } = model;
  return {
    ...model,
    embeddings: { ...embeddings, values: await copyOf(embeddings.values) },
    itemBias: await copyOf(itemBias),
  };
}
