import { MODEL_FILES } from "@kindred/core";
import type { ModelSource } from "../sources/model_source.ts";
import { LazySearch } from "./_lazy_search.ts";
import type { ItemSearch } from "./item_search.ts";
import { readSearchIndexShape, WordIndex } from "./_word_index.ts";

/**
 * Opens the index of words that a model folder brings along: reads 64 bytes now, its
 * dictionary at the first search, and of the postings what a search needs.
 *
 * @param source Where the model is. The search does not close it.
 * @param pairs Training pairs of each item, uint32, shape `[items]`.
 * @returns The search, or null where the model has no such index.
 * @throws {ArtifactError} If it is damaged, or of other items.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export async function openItemSearch(
  source: ModelSource,
  pairs: Uint32Array,
): Promise<ItemSearch | null> {
  if (await source.size(MODEL_FILES.searchIndex) === null) return null;
  await readSearchIndexShape(source, pairs.length);
  return new LazySearch(() => WordIndex.open(source, pairs));
}
