import {
  encodeItemsIndexHeader,
  itemsIndexLayout,
  itemsTableSize,
  MODEL_FILES,
  type ModelItem,
  placeOfId,
} from "@kindred/core";

/** Returns an item of an id, with something in every field. */
export function itemOf(id: string, row = 0): ModelItem {
  return {
    id,
    title: row % 3 === 0 ? null : `Title of ${id}`,
    brand: null,
    price: row / 4,
    categories: ["Food > Grain", "饭"],
    pairs: row % 5,
  };
}

/** Returns the two files of a model's items, by name. */
export function itemFiles(
  items: readonly ModelItem[],
): Record<string, Uint8Array<ArrayBuffer>> {
  const lines = items.map((item) =>
    new TextEncoder().encode(`${JSON.stringify(item)}\n`)
  );
  const itemCount = items.length;
  const tableSize = itemsTableSize(itemCount);
  const layout = itemsIndexLayout({ itemCount, tableSize });
  const index = new Uint8Array(layout.bytes);
  index.set(encodeItemsIndexHeader({ itemCount, tableSize }));
  const view = new DataView(index.buffer);
  let end = 0;
  for (const [row, item] of items.entries()) {
    end += lines[row]!.length;
    view.setBigUint64(layout.offsets + 8 * (row + 1), BigInt(end), true);
    view.setUint32(layout.pairs + 4 * row, item.pairs, true);
    let place = placeOfId(item.id, tableSize);
    const at = () => layout.table + 4 * place;
    while (view.getUint32(at(), true) !== 0) place = (place + 1) % tableSize;
    view.setUint32(at(), row + 1, true);
  }
  const text = new Uint8Array(end);
  let from = 0;
  for (const line of lines) {
    text.set(line, from);
    from += line.length;
  }
  return { [MODEL_FILES.items]: text, [MODEL_FILES.itemsIndex]: index };
}

/** Returns ids whose places in a table of 8 are all the same. */
export function idsOfOnePlace(count: number): string[] {
  return Array.from({ length: 1000 }, (_, i) => `id ${i}`)
    .filter((id) => placeOfId(id, 8) === 7).slice(0, count);
}
