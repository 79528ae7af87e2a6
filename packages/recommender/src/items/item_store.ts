import {
  expectNumber,
  type ItemId,
  MODEL_FILES,
  type ModelItem,
  RecentCache,
} from "@kindred/core";
import { type ModelSource, pathIn } from "../sources/model_source.ts";
import { type ItemsIndex, readItemsIndex } from "./_items_index.ts";
import { parseItem } from "./_parse_item.ts";
import { type Span, spansOf } from "./_spans.ts";

/** Settings of {@linkcode openItemStore}. */
export interface ItemStoreOptions {
  /**
   * How many items are kept when they were read, those asked for last: about a KB
   * each. A whole number >= 0.
   *
   * @default 10000
   */
  cacheSize?: number;
}

/**
 * The items of a model, each read when it is asked for. Calls may overlap. Items
 * are shared between callers, who must not change them.
 */
export interface ItemStore {
  /** How many items there are. */
  readonly itemCount: number;
  /** Training pairs of each item, uint32, shape `[itemCount]`; 0 is untrained. */
  readonly pairs: Uint32Array;
  /**
   * Returns the row of an id, or undefined where there is no such item; at once
   * where the item is kept.
   *
   * @param id The id.
   * @throws {ArtifactError} If a line that it leads to is damaged.
   */
  indexOf(id: ItemId): number | Promise<number | undefined>;
  /**
   * Returns the item of a row.
   *
   * @param row Its row, 0-based.
   * @throws {RangeError} If there is no such row.
   * @throws {ArtifactError} If its line is damaged; the message names it.
   */
  item(row: number): Promise<ModelItem>;
  /**
   * Returns the items of some rows, in the same order; lines that are near to each
   * other are read at once.
   *
   * @param rows Rows, 0-based, in any order and as often as you like.
   * @throws {RangeError} If there is no such row.
   * @throws {ArtifactError} If a line is damaged; the message names it.
   */
  items(rows: ArrayLike<number>): Promise<ModelItem[]>;
}

/**
 * Opens the items of a model: reads their index, 20 to 28 bytes an item, and no
 * item.
 *
 * @param source Where the model is. The store does not close it.
 * @param options See {@linkcode ItemStoreOptions}.
 * @throws {ArtifactError} If the index is missing or damaged, or the items have
 * another length than it says.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 * @throws {RangeError} If `cacheSize` is out of range.
 */
export async function openItemStore(
  source: ModelSource,
  { cacheSize = 10_000 }: ItemStoreOptions = {},
): Promise<ItemStore> {
  expectNumber("open the items", "cacheSize", cacheSize, {
    min: 0,
    whole: true,
  });
  return new SourceItemStore(source, await readItemsIndex(source), cacheSize);
}

class SourceItemStore implements ItemStore {
  readonly itemCount: number;
  readonly pairs: Uint32Array;
  readonly #source: ModelSource;
  readonly #index: ItemsIndex;
  /** Items by row. */
  readonly #kept: RecentCache<number, ModelItem>;
  /** Rows of the items that are kept. */
  readonly #rowOf = new Map<ItemId, number>();

  constructor(source: ModelSource, index: ItemsIndex, cacheSize: number) {
    this.itemCount = index.itemCount;
    this.pairs = index.pairs;
    this.#source = source;
    this.#index = index;
    this.#kept = new RecentCache({
      most: cacheSize,
      onDrop: (_, { id }) => this.#rowOf.delete(id),
    });
  }

  indexOf(id: ItemId): number | Promise<number | undefined> {
    return this.#rowOf.get(id) ?? this.#search(id);
  }

  async item(row: number): Promise<ModelItem> {
    return this.#kept.get(row) ?? (await this.items([row]))[0]!;
  }

  async items(rows: ArrayLike<number>): Promise<ModelItem[]> {
    const items = Array.from(rows, (row) => this.#kept.get(row));
    const missing = new Set<number>();
    for (const [i, item] of items.entries()) {
      if (item === undefined) missing.add(this.#expectRow(rows[i]!));
    }
    if (missing.size === 0) return items as ModelItem[];
    const found = new Map<number, ModelItem>();
    const spans = spansOf(missing, (row) => this.#index.lineStart(row));
    await Promise.all(spans.map((span) => this.#readSpan(span, found)));
    return items.map((item, i) => item ?? found.get(rows[i]!)!);
  }

  /** Finds the row of an item that is not kept. */
  async #search(id: ItemId): Promise<number | undefined> {
    for (const row of this.#index.rowsOf(id)) {
      // Other ids may have the same place: the line itself tells.
      if ((await this.item(row)).id === id) return row;
    }
    return undefined;
  }

  /** Reads lines that follow each other, and the items among them that are wanted. */
  async #readSpan(
    { rows, from, to }: Span,
    found: Map<number, ModelItem>,
  ): Promise<void> {
    const name = MODEL_FILES.items;
    const bytes = await this.#source.read(name, from, to);
    for (const row of rows) {
      const line = bytes.subarray(
        this.#index.lineStart(row) - from,
        this.#index.lineStart(row + 1) - from,
      );
      const item = parseItem(line, pathIn(this.#source, name), row);
      found.set(row, item);
      this.#keep(row, item);
    }
  }

  #keep(row: number, item: ModelItem): void {
    this.#rowOf.set(item.id, row);
    this.#kept.set(row, item);
  }

  #expectRow(row: number): number {
    return expectNumber("read an item", "its row", row, {
      min: 0,
      max: this.itemCount - 1,
      whole: true,
    });
  }
}
