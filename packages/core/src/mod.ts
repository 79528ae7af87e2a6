/**
 * The words that all Kindred packages share. Nothing here needs a file system:
 * see `@kindred/core/artifact` and `@kindred/core/parquet` for what does.
 *
 * @example
 * ```ts
 * import { createRandom, ItemVocabulary } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * const items = new ItemVocabulary(["rice", "saffron", "ghee"]);
 * const pick = createRandom(1).below(items.size);
 * assert.ok(items.has(items.idOf(pick)));
 * ```
 *
 * @module
 */
export * from "./catalogue_pairs.ts";
export * from "./count_pairs.ts";
export * from "./embedding_table.ts";
export * from "./errors/artifact_error.ts";
export * from "./errors/engine_unavailable_error.ts";
export * from "./errors/kindred_error.ts";
export * from "./errors/out_of_room_error.ts";
export * from "./errors/training_diverged_error.ts";
export * from "./errors/unknown_item_error.ts";
export * from "./errors/untrained_item_error.ts";
export * from "./expect_number.ts";
export * from "./item_model.ts";
export * from "./item_vocabulary.ts";
export * from "./model/fnv1a.ts";
export * from "./model/items_index_layout.ts";
export * from "./model/lists_layout.ts";
export * from "./model/pairs_layout.ts";
export * from "./model/search_index_layout.ts";
export * from "./model/vector_index_layout.ts";
export * from "./model_folder.ts";
export * from "./nearest_spellings.ts";
export * from "./pairs.ts";
export * from "./product.ts";
export * from "./progress.ts";
export * from "./random.ts";
export * from "./recent_cache.ts";
export * from "./relation.ts";
export * from "./search/search_index_builder.ts";
export * from "./search/words_of.ts";
export * from "./shuffle_in_place.ts";
export * from "./software.ts";
