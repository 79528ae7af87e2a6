import { createRandom } from "@kindred/core";
import { Permutation } from "./permutation.ts";

/** How the shop numbers its products: ten letters and digits, or an ISBN-10. */
export type IdKind = "asin" | "isbn";

/** Bytes of every id. */
export const ID_BYTES = 10;

/** Stream of the order of the ids. */
const STREAM = 2;

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Two or three digits of an id that are written at once. */
interface Group {
  /** What 1 in this group counts in the number. */
  weight: number;
  /** Digits of each value one after the other, ASCII. */
  texts: Uint8Array;
  /** How many digits. */
  digits: 2 | 3;
}

/**
 * The ids of products: each number has one, no two the same, and neither a
 * product's cluster nor its popularity shows in it.
 */
export class ItemIds {
  readonly #order: Permutation;
  readonly #groups: readonly Group[];
  readonly #isIsbn: boolean;

  /** Creates the ids of one catalogue. */
  constructor(seed: number, kind: IdKind) {
    this.#isIsbn = kind === "isbn";
    this.#order = new Permutation(
      this.#isIsbn ? 10 ** 9 : 2 ** 32,
      createRandom(seed, STREAM),
    );
    this.#groups = this.#isIsbn
      ? [group(10, 6, 3), group(10, 3, 3), group(10, 0, 3)]
      : [group(36, 4, 3), group(36, 2, 2), group(36, 0, 2)];
  }

  /** Returns the id's place among all possible ids, in their text order. */
  placeOf(item: number): number {
    return this.#order.apply(item);
  }

  /** Returns the item whose id has this place. */
  itemAt(place: number): number {
    return this.#order.invert(place);
  }

  /**
   * Writes the id of an item, {@linkcode ID_BYTES} bytes of ASCII.
   *
   * @param bytes Where to.
   * @param offset First byte.
   * @returns The offset after it.
   */
  write(bytes: Uint8Array, offset: number, item: number): number {
    const start = offset;
    let rest = this.#order.apply(item);
    if (!this.#isIsbn) {
      bytes[offset++] = 0x42; // "B00": the other seven hold 32 bits.
      bytes[offset++] = 0x30;
      bytes[offset++] = 0x30;
    }
    for (let g = 0; g < this.#groups.length; g++) {
      const { weight, texts, digits } = this.#groups[g]!;
      const value = Math.floor(rest / weight);
      rest -= value * weight;
      let from = value * digits;
      bytes[offset++] = texts[from++]!;
      bytes[offset++] = texts[from++]!;
      if (digits === 3) bytes[offset++] = texts[from]!;
    }
    if (this.#isIsbn) bytes[offset++] = checkDigit(bytes, start);
    return offset;
  }
}

/** Writes out all values of a group above `power` digits of the number. */
function group(base: number, power: number, digits: 2 | 3): Group {
  const texts = new Uint8Array(base ** digits * digits);
  for (let value = 0; value < base ** digits; value++) {
    let rest = value;
    for (let i = digits - 1; i >= 0; i--) {
      texts[value * digits + i] = DIGITS.charCodeAt(rest % base);
      rest = Math.floor(rest / base);
    }
  }
  return { weight: base ** power, texts, digits };
}

/** The last character of an ISBN-10: the weighted sum of all ten is 0 mod 11. */
function checkDigit(bytes: Uint8Array, start: number): number {
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += (10 - i) * (bytes[start + i]! - 0x30);
  const digit = (11 - sum % 11) % 11;
  return digit === 10 ? 0x58 : 0x30 + digit;
}
