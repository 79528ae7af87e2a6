import {
  createRandom,
  encodeItemsIndexHeader,
  encodeListsHeader,
  itemsIndexLayout,
  itemsTableSize,
  listsLayout,
  MODEL_FILES,
  placeOfId,
} from "@kindred/core";
import { writeArtifact } from "@kindred/core/artifact";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Neighbours of a list, as `kindred export` writes them. */
const LIST_LENGTH = 100;

/** Numbers of a vector: only told, as lists need none. */
const DIMENSIONS = 128;

/**
 * Writes a model of any size that answers from lists: its neighbours are drawn, and it
 * has no weights, as whoever answers from lists reads none.
 *
 * @param directory The folder; one that is there is replaced.
 * @param itemCount How many items, more than 101; they are called `B000000000`, ….
 */
export async function writeRandomModel(
  directory: string,
  itemCount: number,
): Promise<void> {
  await writeArtifact(
    directory,
    { kind: "model", options: {}, inputs: [] },
    async (staging) => {
      const { lines, starts } = drawItems(itemCount);
      await writeFile(join(staging, MODEL_FILES.items), lines.join(""));
      await writeFile(
        join(staging, MODEL_FILES.itemsIndex),
        itemsIndex(starts),
      );
      await writeFile(join(staging, MODEL_FILES.lists), drawLists(itemCount));
      await writeFile(join(staging, MODEL_FILES.card), "# A random model\n");
      return { items: itemCount, dimensions: DIMENSIONS };
    },
    { force: true },
  );
}

/** The id of a row. */
export function idOf(row: number): string {
  return `B${String(row).padStart(9, "0")}`;
}

function drawItems(itemCount: number) {
  const random = createRandom(1);
  const starts = new Float64Array(itemCount + 1);
  const lines = Array.from({ length: itemCount }, (_, row) => {
    const line = JSON.stringify({
      id: idOf(row),
      title: `Wireless adapter ${random.below(10_000)}, pack of ${row % 12}`,
      brand: `Brand ${random.below(5000)}`,
      price: random.below(10_000) / 100,
      categories: [`Electronics > Aisle ${random.below(200)}`],
      pairs: 1 + random.below(20),
    }) + "\n";
    // All of it is ASCII.
    starts[row + 1] = starts[row]! + line.length;
    return line;
  });
  return { lines, starts };
}

function itemsIndex(starts: Float64Array): Uint8Array {
  const itemCount = starts.length - 1;
  const tableSize = itemsTableSize(itemCount);
  const layout = itemsIndexLayout({ itemCount, tableSize });
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodeItemsIndexHeader({ itemCount, tableSize }));
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < itemCount; row++) {
    view.setBigUint64(
      layout.offsets + 8 * (row + 1),
      BigInt(starts[row + 1]!),
      true,
    );
    view.setUint32(layout.pairs + 4 * row, 1, true);
    let place = placeOfId(idOf(row), tableSize);
    while (view.getUint32(layout.table + 4 * place, true) !== 0) {
      place = (place + 1) % tableSize;
    }
    view.setUint32(layout.table + 4 * place, row + 1, true);
  }
  return bytes;
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
