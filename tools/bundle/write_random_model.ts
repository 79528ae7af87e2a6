import {
  createRandom,
  encodeListsHeader,
  listsLayout,
  MODEL_FILES,
  type ModelItem,
} from "@kindred/core";
import { writeArtifact } from "@kindred/core/artifact";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeItems } from "../../packages/exporter/src/folder/write_items.ts";
import { writeSearchIndex } from "../../packages/exporter/src/folder/write_search_index.ts";
import { writeItemsIndex } from "../../packages/exporter/src/items/write_items_index.ts";
import { madeItems } from "../../packages/recommender/src/search/_titles_fixture.ts";

/** Neighbours of a list, as `kindred export` writes them. */
const LIST_LENGTH = 100;

/** Numbers of a vector: only told, as lists need none. */
const DIMENSIONS = 128;

/**
 * Writes a model of any size that answers from lists: its neighbours are drawn, its
 * items are made, and it has no weights, as whoever answers from lists reads none.
 *
 * @param directory The folder; one that is there is replaced.
 * @param itemCount How many items, more than 101.
 * @returns The items.
 */
export async function writeRandomModel(
  directory: string,
  itemCount: number,
): Promise<ModelItem[]> {
  const items = drawItems(itemCount);
  const pairCounts = Uint32Array.from(items, ({ pairs }) => pairs);
  await writeArtifact(
    directory,
    { kind: "model", options: {}, inputs: [] },
    async (staging) => {
      await writeItems(staging, items, pairCounts);
      await writeItemsIndex(staging, pairCounts);
      await writeSearchIndex(join(staging, MODEL_FILES.searchIndex), items);
      await writeFile(join(staging, MODEL_FILES.lists), drawLists(itemCount));
      await writeFile(join(staging, MODEL_FILES.card), "# A random model\n");
      return { items: itemCount, dimensions: DIMENSIONS };
    },
    { force: true },
  );
  return items;
}

/** Items with the titles of a large shop, a price and an aisle. */
function drawItems(itemCount: number): ModelItem[] {
  const random = createRandom(1);
  return madeItems({ itemCount }).map((item) => ({
    ...item,
    price: random.below(10_000) / 100,
    categories: [`Electronics > Aisle ${random.below(200)}`],
  }));
}

function drawLists(itemCount: number): Uint8Array {
  const random = createRandom(2);
  const shape = { itemCount, n: LIST_LENGTH };
  const layout = listsLayout(shape);
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodeListsHeader(shape));
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < itemCount; row++) {
    const list = new Set<number>();
    while (list.size < LIST_LENGTH) {
      const other = random.below(itemCount);
      if (other !== row) list.add(other);
    }
    let at = layout.list * row;
    let probability = 1;
    for (const other of list) {
      view.setUint32(layout.rows + at, other, true);
      view.setFloat32(layout.probabilities + at, probability, true);
      at += 4;
      probability *= 0.98;
    }
  }
  return bytes;
}
