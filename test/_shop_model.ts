import { createRandom, type ModelItem } from "@kindred/core";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { madeItems } from "../packages/recommender/src/search/_titles_fixture.ts";
import { kindredJson, withFolder } from "./_kindred.ts";

/** So many that no file with something of each item is short enough to be read whole. */
const ITEM_COUNT = 30_000;

/** Numbers of a vector. */
const DIMENSIONS = 4;

/**
 * Exports a model of a shop with long titles and drawn vectors, and hands its folder
 * and its items to `use`.
 */
export async function withShopModel(
  use: (model: string, items: ModelItem[]) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const at = (name: string) => join(folder, name);
    const items = madeItems({ itemCount: ITEM_COUNT, wordCount: 20_000 });
    await writeFile(at("meta.ndjson"), metadataOf(items));
    await writeFile(at("vectors.txt"), vectorsOf(items));
    await kindredJson("ingest", at("meta.ndjson"), "--out", at("catalogue"));
    await kindredJson(
      "export",
      at("vectors.txt"),
      ...["--from", "word2vec", "--catalogue", at("catalogue")],
      ...["--lists", "10", "--precision-table", "off"],
      ...["--out", at("model")],
    );
    await use(at("model"), items);
  });
}

/** A line an item, each related to the next: a catalogue holds what is in a pair. */
function metadataOf(items: readonly ModelItem[]): string {
  return items.map(({ id, title, brand }, row) =>
    JSON.stringify({
      asin: id,
      ...title === null ? {} : { title },
      ...brand === null ? {} : { brand },
      related: { also_bought: [items[(row + 1) % items.length]!.id] },
    }) + "\n"
  ).join("");
}

function vectorsOf(items: readonly ModelItem[]): string {
  const random = createRandom(1);
  const lines = items.map(({ id }) => {
    const vector = Array.from(
      { length: DIMENSIONS },
      () => (random.below(2001) - 1000) / 1000,
    );
    return `${id} ${vector.join(" ")}\n`;
  });
  return `${items.length} ${DIMENSIONS}\n${lines.join("")}`;
}
