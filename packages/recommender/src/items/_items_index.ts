import {
  ArtifactError,
  decodeItemsIndexHeader,
  type ItemId,
  itemsIndexLayout,
  MODEL_FILES,
  placeOfId,
} from "@kindred/core";
import { type ModelSource, pathIn, sizeIn } from "../sources/model_source.ts";

/** The index of a model's items, held in memory: 20 to 28 bytes an item. */
export class ItemsIndex {
  /** How many items there are. */
  readonly itemCount: number;
  /** Training pairs of each item, uint32, shape `[itemCount]`. */
  readonly pairs: Uint32Array;
  /** Where each line begins, and the last ends: low and high half of each. */
  readonly #offsets: Uint32Array;
  /** Rows plus 1 by the hash of their ids; 0 where a place is free. */
  readonly #table: Uint32Array;

  /**
   * Takes an index apart; its arrays are views, where that can be.
   *
   * @param file The whole file.
   * @param path The file, for messages.
   * @throws {ArtifactError} If it is damaged.
   * @throws {ArtifactVersionError} If its format is newer than this release.
   */
  constructor(file: Uint8Array, path: string) {
    const shape = decodeItemsIndexHeader(file, path, file.length);
    const { itemCount, tableSize } = shape;
    const layout = itemsIndexLayout(shape);
    // A source may give a view that begins anywhere.
    const bytes = file.byteOffset % 4 === 0 ? file : file.slice();
    const array = (from: number, length: number) =>
      new Uint32Array(bytes.buffer, bytes.byteOffset + from, length);
    this.itemCount = itemCount;
    this.#offsets = array(layout.offsets, 2 * (itemCount + 1));
    this.#table = array(layout.table, tableSize);
    this.pairs = array(layout.pairs, itemCount);
    this.#check(path);
  }

  /** Where the line of a row begins, in bytes; of `itemCount`, where the last ends. */
  lineStart(row: number): number {
    return this.#offsets[2 * row]! + this.#offsets[2 * row + 1]! * 2 ** 32;
  }

  /** Yields the rows that may have an id: mostly one, for unknown ids mostly none. */
  *rowsOf(id: ItemId): Generator<number> {
    const table = this.#table;
    let place = placeOfId(id, table.length);
    for (; table[place] !== 0; place = (place + 1) % table.length) {
      yield table[place]! - 1;
    }
  }

  /** Throws unless lines follow each other and the table names each row once. */
  #check(path: string): void {
    const damaged = (wanted: string, found: number) =>
      new ArtifactError(`Cannot read "${path}": ${wanted}, got ${found}`, path);
    if (this.lineStart(0) !== 0) {
      throw damaged("the first line must begin at 0", this.lineStart(0));
    }
    for (let row = 0; row < this.itemCount; row++) {
      if (this.lineStart(row) >= this.lineStart(row + 1)) {
        throw damaged(
          `line ${row + 2} must begin behind ${this.lineStart(row)}`,
          this.lineStart(row + 1),
        );
      }
    }
    const named = new Uint8Array(this.itemCount);
    let count = 0;
    for (const entry of this.#table) {
      if (entry === 0) continue;
      if (entry > this.itemCount || named[entry - 1] === 1) {
        throw damaged(
          `its table must name each of ${this.itemCount} rows once`,
          entry - 1,
        );
      }
      named[entry - 1] = 1;
      count++;
    }
    if (count !== this.itemCount) {
      throw damaged(`its table must name ${this.itemCount} rows`, count);
    }
  }
}

/**
 * Reads the index of a model's items.
 *
 * @param source Where the model is.
 * @throws {ArtifactError} If it is missing or damaged, or the items are.
 */
export async function readItemsIndex(source: ModelSource): Promise<ItemsIndex> {
  const name = MODEL_FILES.itemsIndex;
  const size = await sizeIn(source, name);
  const index = new ItemsIndex(
    await source.read(name, 0, size),
    pathIn(source, name),
  );
  const expected = index.lineStart(index.itemCount);
  const found = await sizeIn(source, MODEL_FILES.items);
  if (found !== expected) {
    const path = pathIn(source, MODEL_FILES.items);
    throw new ArtifactError(
      `Cannot read "${path}": it must have ${expected} bytes, got ${found}`,
      path,
    );
  }
  return index;
}
