import { MODEL_FILES, type ModelItem } from "@kindred/core";
import { parseItem } from "../items/_parse_item.ts";
import type { ItemStore } from "../items/item_store.ts";
import { type ModelSource, pathIn, sizeIn } from "../sources/model_source.ts";

/** Bytes that are read at once. */
const PIECE_BYTES = 2 ** 18;

/** Items of a store that are asked for at once. */
const PIECE_ITEMS = 1000;

/** The byte that ends a line. */
const NEWLINE = 10;

/**
 * Yields all items of a model in row order, as they lie in its file; what is read
 * is not kept.
 *
 * @param source Where the model is.
 * @throws {ArtifactError} If a line is damaged; the message names it.
 */
export async function* scanSource(
  source: ModelSource,
): AsyncGenerator<ModelItem[]> {
  const name = MODEL_FILES.items;
  const path = pathIn(source, name);
  const size = await sizeIn(source, name);
  let row = 0;
  let rest = new Uint8Array();
  for (let from = 0; from < size; from += PIECE_BYTES) {
    const to = Math.min(size, from + PIECE_BYTES);
    const piece = await source.read(name, from, to);
    const bytes = new Uint8Array(rest.length + piece.length);
    bytes.set(rest);
    bytes.set(piece, rest.length);
    const items: ModelItem[] = [];
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(NEWLINE, start);
      if (end === -1) break;
      items.push(parseItem(bytes.subarray(start, end), path, row++));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    yield items;
  }
  if (rest.length > 0) yield [parseItem(rest, path, row)];
}

/**
 * Yields all items of a store in row order.
 *
 * @param store The store.
 */
export async function* scanStore(
  store: ItemStore,
): AsyncGenerator<ModelItem[]> {
  for (let from = 0; from < store.itemCount; from += PIECE_ITEMS) {
    const length = Math.min(PIECE_ITEMS, store.itemCount - from);
    yield await store.items(Uint32Array.from({ length }, (_, i) => from + i));
  }
}
