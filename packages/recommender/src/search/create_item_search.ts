import { MODEL_FILES, type ModelItem, SearchIndexBuilder } from "@kindred/core";
import { nextTurn } from "../catalogue/next_turn.ts";
import { memorySource } from "../sources/memory_source.ts";
import { LazySearch } from "./_lazy_search.ts";
import type { ItemSearch } from "./item_search.ts";
import { WordIndex } from "./_word_index.ts";

/** Items indexed between two turns of the event loop: some 10 ms of work. */
const CHUNK_SIZE = 500;

/**
 * Returns a search whose index is built in memory, at the first search, in small steps
 * between other work: some seconds for 400,000 items. A model folder brings its index
 * along, see {@linkcode openItemSearch}.
 *
 * @param itemCount How many items there are.
 * @param scan Yields all of them in row order.
 */
export function createItemSearch(
  itemCount: number,
  scan: () => AsyncIterable<ModelItem[]>,
): ItemSearch {
  return new LazySearch(async (expectOpen) => {
    const builder = new SearchIndexBuilder(itemCount);
    const pairs = new Uint32Array(itemCount);
    const pause = async () => {
      await nextTurn();
      expectOpen();
    };
    let row = 0;
    for await (const items of scan()) {
      expectOpen();
      for (const item of items) {
        builder.add(item);
        pairs[row++] = item.pairs;
        if (row % CHUNK_SIZE === 0) await pause();
      }
    }
    const file = await builder.finish(pause);
    return await WordIndex.open(
      memorySource({ [MODEL_FILES.searchIndex]: file }),
      pairs,
    );
  });
}
