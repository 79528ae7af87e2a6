import { KindredError } from "@kindred/core";
import { Buffer } from "node:buffer";
import {
  firstBytes,
  firstSlot,
  hashOf,
  SHORT,
  shortWord,
  SLOT_WORDS,
  viewOf,
} from "./_id_key.ts";

const FIRST_CAPACITY = 1024;

/** The most bytes that the ids may have together: what a uint32 can address. */
const MAX_TEXT_BYTES = 2 ** 32 - 1;

const encoder = new TextEncoder();

/** Where ids stand in bytes: id k is `[starts[k], ends[k])`. */
export interface IdRanges {
  /** Where each begins, 0-based; uint32, shape `[count]` or longer. */
  starts: Uint32Array;
  /** Behind the end of each; uint32, shape `[count]` or longer. */
  ends: Uint32Array;
  /** How many there are. */
  count: number;
}

/**
 * Gives every distinct id a code: 0, 1, 2… in order of first sight. Ids are
 * compared as bytes.
 *
 * Holds no objects, so that it serves for tens of millions of ids. An id takes
 * its own bytes, with up to half as many in reserve, and 25 to 38 more, 31 on
 * average. A slot holds a short id itself: looking one up reads one place of
 * memory, and that is what it costs.
 *
 * @example
 * ```ts
 * import { IdTable } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 *
 * const ids = new IdTable();
 * const line = new TextEncoder().encode("rice,saffron,rice");
 * assert.equal(ids.intern(line, 0, 4), 0);
 * assert.equal(ids.intern(line, 5, 12), 1);
 * assert.equal(ids.intern(line, 13, 17), 0);
 * assert.equal(ids.textOf(1), "saffron");
 * ```
 */
export class IdTable {
  #size = 0;
  /** The ids one after another, UTF-8; id c is `[offsets[c], offsets[c + 1])`. */
  #text = new Uint8Array(16 * FIRST_CAPACITY);
  #offsets = new Uint32Array(FIRST_CAPACITY);
  #capacity = FIRST_CAPACITY;
  #slots = new Int32Array(SLOT_WORDS * FIRST_CAPACITY);
  /** Of the ids at hand: three words of key and the first slot to look in. */
  #keys = new Int32Array(SLOT_WORDS * 256);
  readonly #one = {
    starts: new Uint32Array(1),
    ends: new Uint32Array(1),
    count: 1,
  };
  readonly #oneCode = new Uint32Array(1);
  /** The bytes last read from, and the same for reading words of four. */
  #bytes: Uint8Array = this.#text;
  #view: DataView<ArrayBufferLike> = viewOf(this.#text);

  /** How many distinct ids there are. */
  get size(): number {
    return this.#size;
  }

  /**
   * The ids one after another in order of their codes, UTF-8: a view that holds
   * until the next id comes. Where each begins says {@linkcode offsets}.
   */
  get text(): Uint8Array {
    return this.#text.subarray(0, this.#offsets[this.#size]);
  }

  /**
   * Where each id begins in {@linkcode text}, and behind the last one; uint32,
   * shape `[size + 1]`: a view that holds until the next id comes.
   */
  get offsets(): Uint32Array {
    return this.#offsets.subarray(0, this.#size + 1);
  }

  /**
   * Returns the code of the id `bytes[start, end)`.
   *
   * @param bytes uint8.
   * @throws {KindredError} If all ids together would have 4 GiB or more.
   */
  intern(bytes: Uint8Array, start: number, end: number): number {
    this.#one.starts[0] = start;
    this.#one.ends[0] = end;
    this.internRanges(bytes, this.#one, this.#oneCode);
    return this.#oneCode[0]!;
  }

  /** Returns the code of an id given as text; see {@linkcode intern}. */
  internText(id: string): number {
    const bytes = encoder.encode(id);
    return this.intern(bytes, 0, bytes.length);
  }

  /**
   * Finds the codes of many ids, faster than one by one.
   *
   * @param bytes uint8, what the ranges are of.
   * @param ranges Where the ids stand.
   * @param codes Takes the code of each; uint32, shape `[ranges.count]` or longer.
   * @throws {KindredError} If all ids together would have 4 GiB or more.
   */
  internRanges(
    bytes: Uint8Array,
    ranges: IdRanges,
    codes: Uint32Array,
  ): void {
    const { starts, ends, count } = ranges;
    this.#makeRoom(count);
    // All keys first: the processor then reads many slots at once.
    this.#readKeys(bytes, starts, ends, count);
    const keys = this.#keys;
    const slots = this.#slots;
    for (let k = 0; k < count; k++) {
      const key = SLOT_WORDS * k;
      const a = keys[key]!;
      const b = keys[key + 1]!;
      const c = keys[key + 2]!;
      let slot = keys[key + 3]!;
      for (;;) {
        const stored = slots[slot + 3]!;
        if (stored === 0) {
          codes[k] = this.#add(bytes, starts[k]!, ends[k]!);
          slots[slot] = a;
          slots[slot + 1] = b;
          slots[slot + 2] = c;
          slots[slot + 3] = this.#size;
          break;
        }
        if (
          slots[slot] === a && slots[slot + 1] === b && slots[slot + 2] === c &&
          (c >= 0 || this.#isText(stored - 1, bytes, starts[k]!, ends[k]!))
        ) {
          codes[k] = stored - 1;
          break;
        }
        slot = slot + SLOT_WORDS === slots.length ? 0 : slot + SLOT_WORDS;
      }
    }
  }

  /**
   * Returns an id as text.
   *
   * @param code Its code, 0-based.
   * @throws {RangeError} If there is no such id.
   */
  textOf(code: number): string {
    if (!(Number.isInteger(code) && code >= 0 && code < this.#size)) {
      throw new RangeError(
        `Cannot look an id up: the code must be a whole number in [0, ${this.#size}), got ${code}`,
      );
    }
    const start = this.#offsets[code]!;
    const length = this.#offsets[code + 1]! - start;
    return Buffer.from(this.#text.buffer, start, length).toString();
  }

  /** Fills in the keys of the ids at `starts` to `ends`. */
  #readKeys(
    bytes: Uint8Array,
    starts: Uint32Array,
    ends: Uint32Array,
    count: number,
  ): void {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = viewOf(bytes);
    }
    if (this.#keys.length < SLOT_WORDS * count) {
      this.#keys = new Int32Array(2 * SLOT_WORDS * count);
    }
    const view = this.#view;
    const keys = this.#keys;
    const capacity = this.#capacity;
    // Three words are read even where the id is shorter.
    const lastStart = bytes.length - 12;
    for (let k = 0; k < count; k++) {
      const start = starts[k]!;
      const length = ends[k]! - start;
      let a = 0;
      let b = 0;
      let c = 0;
      if (length <= SHORT && start <= lastStart) {
        a = firstBytes(view.getInt32(start, true), length);
        b = firstBytes(view.getInt32(start + 4, true), length - 4);
        c = firstBytes(view.getInt32(start + 8, true), length - 8) |
          length << 24;
      } else if (length <= SHORT) {
        a = shortWord(bytes, start, length);
        b = shortWord(bytes, start + 4, length - 4);
        c = shortWord(bytes, start + 8, length - 8) | length << 24;
      } else {
        a = hashOf(bytes, start, ends[k]!, 0x2f6b51d3);
        b = hashOf(bytes, start, ends[k]!, 0x51ed270b);
        // Negative: no short id has such a key.
        c = length | 0x80000000;
      }
      const key = SLOT_WORDS * k;
      keys[key] = a;
      keys[key + 1] = b;
      keys[key + 2] = c;
      keys[key + 3] = firstSlot(a, b, c, capacity);
    }
  }

  #isText(
    code: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    const text = this.#text;
    const from = this.#offsets[code]!;
    const length = end - start;
    if (this.#offsets[code + 1]! - from !== length) return false;
    let i = 0;
    while (i < length && text[from + i] === bytes[start + i]) i++;
    return i === length;
  }

  /** Appends an id's bytes; returns its code. */
  #add(bytes: Uint8Array, start: number, end: number): number {
    const from = this.#offsets[this.#size]!;
    const behind = from + end - start;
    if (behind > this.#text.length) {
      if (behind > MAX_TEXT_BYTES) {
        throw new KindredError(
          `Cannot gather ids: they must have less than 4 GiB together, got more after ${this.#size} ids`,
        );
      }
      const length = Math.min(Math.ceil(1.5 * behind), MAX_TEXT_BYTES);
      const text = new Uint8Array(length);
      text.set(this.#text);
      this.#text = text;
    }
    const text = this.#text;
    for (let i = start; i < end; i++) text[from + i - start] = bytes[i]!;
    this.#size++;
    this.#offsets[this.#size] = behind;
    return this.#size - 1;
  }

  /** Makes room for `count` more ids: at most three quarters of slots are taken. */
  #makeRoom(count: number): void {
    const size = this.#size + count;
    if (size + 1 > this.#offsets.length) {
      const offsets = new Uint32Array(Math.ceil(1.5 * (size + 1)));
      offsets.set(this.#offsets);
      this.#offsets = offsets;
    }
    if (4 * size <= 3 * this.#capacity) return;
    let capacity = this.#capacity;
    while (4 * size > 3 * capacity) capacity = Math.ceil(1.5 * capacity);
    const old = this.#slots;
    const slots = new Int32Array(SLOT_WORDS * capacity);
    for (let from = 0; from < old.length; from += SLOT_WORDS) {
      if (old[from + 3] === 0) continue;
      const [a, b, c] = [old[from]!, old[from + 1]!, old[from + 2]!];
      let slot = firstSlot(a, b, c, capacity);
      while (slots[slot + 3] !== 0) {
        slot = slot + SLOT_WORDS === slots.length ? 0 : slot + SLOT_WORDS;
      }
      slots[slot] = a;
      slots[slot + 1] = b;
      slots[slot + 2] = c;
      slots[slot + 3] = old[from + 3]!;
    }
    this.#slots = slots;
    this.#capacity = capacity;
  }
}
