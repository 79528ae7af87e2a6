// The files of a small model that answers from lists, for tests only: written here, so
// that the tests of a server lean on nothing but the layouts.
import {
  encodeItemsIndexHeader,
  encodeListsHeader,
  itemsIndexLayout,
  itemsTableSize,
  listsLayout,
  MODEL_FILES,
  type ModelItem,
  NO_NEIGHBOUR,
  placeOfId,
} from "@kindred/core";
import { writeArtifact } from "@kindred/core/artifact";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Neighbours in a list. */
const LIST_LENGTH = 3;

/**
 * Returns items `item-0`, `item-1` … of a version: the neighbours of each are those
 * that follow it.
 *
 * @param itemCount How many.
 * @param version What all are called by.
 */
export function itemsOfVersion(
  itemCount: number,
  version: string,
): ModelItem[] {
  return Array.from({ length: itemCount }, (_, row) => ({
    id: `item-${row}`,
    title: `Item ${row} of ${version}`,
    brand: version,
    price: row,
    categories: ["Shop"],
    pairs: 1,
  }));
}

/**
 * Writes a model folder, in the place of another one if need be.
 *
 * @param directory The folder.
 * @param items Its items.
 */
export async function writeModelFolder(
  directory: string,
  items: readonly ModelItem[],
): Promise<void> {
  await writeArtifact(
    directory,
    { kind: "model", options: {}, inputs: [] },
    async (staging) => {
      for (const [name, bytes] of Object.entries(modelFiles(items))) {
        await writeFile(join(staging, name), bytes);
      }
      return { items: items.length, dimensions: 2 };
    },
    { force: true },
  );
}

function modelFiles(
  items: readonly ModelItem[],
): Record<string, Uint8Array | string> {
  const lines = items.map((item) => `${JSON.stringify(item)}\n`);
  return {
    [MODEL_FILES.items]: lines.join(""),
    [MODEL_FILES.itemsIndex]: itemsIndex(items, lines),
    [MODEL_FILES.lists]: neighbourLists(items.length),
    [MODEL_FILES.card]: "# A model\n",
  };
}

function itemsIndex(
  items: readonly ModelItem[],
  lines: readonly string[],
): Uint8Array {
  const itemCount = items.length;
  const tableSize = itemsTableSize(itemCount);
  const layout = itemsIndexLayout({ itemCount, tableSize });
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodeItemsIndexHeader({ itemCount, tableSize }));
  const view = new DataView(bytes.buffer);
  let end = 0;
  for (const [row, { id, pairs }] of items.entries()) {
    end += new TextEncoder().encode(lines[row]).length;
    view.setBigUint64(layout.offsets + 8 * (row + 1), BigInt(end), true);
    view.setUint32(layout.pairs + 4 * row, pairs, true);
    let place = placeOfId(id, tableSize);
    while (view.getUint32(layout.table + 4 * place, true) !== 0) {
      place = (place + 1) % tableSize;
    }
    view.setUint32(layout.table + 4 * place, row + 1, true);
  }
  return bytes;
}

function neighbourLists(itemCount: number): Uint8Array {
  const shape = { itemCount, n: LIST_LENGTH };
  const layout = listsLayout(shape);
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodeListsHeader(shape));
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < itemCount; row++) {
    for (let i = 0; i < LIST_LENGTH; i++) {
      const at = layout.list * row + 4 * i;
      const isThere = i + 1 < itemCount;
      view.setUint32(
        layout.rows + at,
        isThere ? (row + i + 1) % itemCount : NO_NEIGHBOUR,
        true,
      );
      view.setFloat32(layout.probabilities + at, isThere ? 0.5 ** i : 0, true);
    }
  }
  return bytes;
}
