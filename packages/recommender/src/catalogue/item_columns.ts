import { fnv1a, type ItemId, type ModelItem } from "@kindred/core";
import type { Facts } from "../rules/facts.ts";
import {
  categoriesAbove,
  idSet,
  isPriceIn,
  type ItemFilter,
} from "../rules/item_filter.ts";

/** Ids beyond which each is compared as it is asked for, and not all at first. */
const MOST_HASHED = 10_000;

/** Stands for no brand and no category. */
const NONE = 0;

/**
 * What rules need to know of all items of a catalogue, as numbers: some 40 bytes an
 * item, so that a filter looks at a million items in the time of some requests.
 */
export class ItemColumns implements Facts {
  /** How many items there are. */
  readonly itemCount: number;
  /** UTF-8 of all ids, one after the other. */
  readonly #ids: Bytes;
  /** Where the id of each row begins, and the last ends. */
  readonly #idStarts: Uint32Array;
  readonly #idHashes: Uint32Array;
  readonly #brands: Uint32Array;
  /** NaN where it is not known. */
  readonly #prices: Float64Array;
  /** Codes of the paths of all items, one after the other. */
  readonly #paths: Numbers = new Numbers();
  readonly #pathStarts: Uint32Array;
  readonly #brandCodes = new Codes();
  readonly #pathCodes = new Codes();
  #filled = 0;

  /** @param itemCount How many items will be added. */
  constructor(itemCount: number) {
    this.itemCount = itemCount;
    this.#ids = new Bytes();
    this.#idStarts = new Uint32Array(itemCount + 1);
    this.#idHashes = new Uint32Array(itemCount);
    this.#brands = new Uint32Array(itemCount);
    this.#prices = new Float64Array(itemCount);
    this.#pathStarts = new Uint32Array(itemCount + 1);
  }

  /** Adds the item of the next row. */
  add({ id, brand, price, categories }: ModelItem): void {
    const row = this.#filled++;
    this.#ids.push(id);
    this.#idStarts[row + 1] = this.#ids.length;
    this.#idHashes[row] = fnv1a(id);
    this.#brands[row] = brand === null ? NONE : this.#brandCodes.codeOf(brand);
    this.#prices[row] = price ?? NaN;
    for (const path of categories) {
      this.#paths.push(this.#pathCodes.codeOf(path));
    }
    this.#pathStarts[row + 1] = this.#paths.length;
  }

  /** Returns the id of a row. */
  idOf(row: number): ItemId {
    return this.#ids.text(this.#idStarts[row]!, this.#idStarts[row + 1]!);
  }

  /** Yields all ids, in the order of their rows. */
  *ids(): Generator<ItemId> {
    for (let row = 0; row < this.itemCount; row++) yield this.idOf(row);
  }

  brandOf(row: number): number | null {
    return this.#brands[row] || null;
  }

  categoryOf(row: number): number | null {
    const start = this.#pathStarts[row]!;
    return start === this.#pathStarts[row + 1]
      ? null
      : this.#paths.values[start]!;
  }

  categoriesOf(row: number): ReadonlySet<string> {
    const categories = new Set<string>();
    for (
      let at = this.#pathStarts[row]!;
      at < this.#pathStarts[row + 1]!;
      at++
    ) {
      const path = this.#pathCodes.texts[this.#paths.values[at]!]!;
      for (const category of categoriesAbove(path)) categories.add(category);
    }
    return categories;
  }

  test(filter: ItemFilter): (row: number) => boolean {
    const tests = [
      filter.brands && this.#brandTest(filter.brands),
      filter.price && this.#priceTest(filter.price),
      filter.categories && this.#categoryTest(filter.categories),
      filter.ids && this.#idTest(idSet(filter.ids)),
    ].filter((test) => test !== undefined);
    return (row) => tests.every((test) => test(row));
  }

  #brandTest(brands: readonly string[]): (row: number) => boolean {
    const codes = new Set(brands.map((brand) => this.#brandCodes.find(brand)));
    return (row) => this.#brands[row] !== NONE && codes.has(this.#brands[row]);
  }

  #priceTest(range: NonNullable<ItemFilter["price"]>) {
    return (row: number) => {
      const price = this.#prices[row]!;
      return isPriceIn(Number.isNaN(price) ? null : price, range);
    };
  }

  #categoryTest(categories: readonly string[]): (row: number) => boolean {
    const wanted = new Set(categories);
    // isWanted[code] says whether a path is in one of the categories.
    const isWanted = this.#pathCodes.texts.map((path) =>
      [...categoriesAbove(path)].some((category) => wanted.has(category))
    );
    return (row) => {
      for (
        let at = this.#pathStarts[row]!;
        at < this.#pathStarts[row + 1]!;
        at++
      ) {
        if (isWanted[this.#paths.values[at]!]) return true;
      }
      return false;
    };
  }

  #idTest(ids: ReadonlySet<ItemId>): (row: number) => boolean {
    if (ids.size > MOST_HASHED) return (row) => ids.has(this.idOf(row));
    const hashes = new Set<number>();
    for (const id of ids) hashes.add(fnv1a(id));
    return (row) => hashes.has(this.#idHashes[row]!) && ids.has(this.idOf(row));
  }
}

/** Texts as numbers, from 1. */
class Codes {
  /** The text of each code; that of 0 is empty and stands for none. */
  readonly texts: string[] = [""];
  readonly #codes = new Map<string, number>();

  /** Returns the number of a text, a new one if need be. */
  codeOf(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.texts.push(text) - 1;
      this.#codes.set(text, code);
    }
    return code;
  }

  /** Returns the number of a text, or undefined. */
  find(text: string): number | undefined {
    return this.#codes.get(text);
  }
}

/** Numbers that can be added to. */
class Numbers {
  values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new Uint32Array(2 * this.length);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length++] = value;
  }
}

/** UTF-8 that can be added to. */
class Bytes {
  #bytes = new Uint8Array(4096);
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  length = 0;

  push(text: string): void {
    // A UTF-16 code unit is at most three bytes of UTF-8.
    const most = this.length + 3 * text.length;
    if (most > this.#bytes.length) {
      const longer = new Uint8Array(Math.max(most, 2 * this.#bytes.length));
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    const { written } = this.#encoder.encodeInto(
      text,
      this.#bytes.subarray(this.length),
    );
    this.length += written;
  }

  text(from: number, to: number): string {
    return this.#decoder.decode(this.#bytes.subarray(from, to));
  }
}
