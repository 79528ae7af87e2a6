import { ItemRandom } from "./item_random.ts";

/** What the lines are that no reader may take for a record of its own. */
export const BREAKAGES = [
  "blank",
  "cut",
  "binary",
  "no-record",
  "no-id",
  "duplicate",
] as const;

/** One of {@linkcode BREAKAGES}. */
export type Breakage = typeof BREAKAGES[number];

/** Share of each among the broken lines; they add up to 1. */
const SHARES: Readonly<Record<Breakage, number>> = {
  blank: 0.2,
  cut: 0.35,
  binary: 0.1,
  "no-record": 0.05,
  "no-id": 0.15,
  duplicate: 0.15,
};

/** Bytes of a line that is no text, at least and at most. */
const BINARY_BYTES = [64, 512] as const;

/** Where broken lines stand, and what stands there. */
export class BrokenLines {
  readonly #rate: number;
  readonly #random: ItemRandom;

  /** Spreads broken lines: `rate` of them for each record. */
  constructor(rate: number, seed: number) {
    this.#rate = rate;
    this.#random = new ItemRandom(seed, "faults");
  }

  /**
   * Returns what follows the record at `place`, if anything; the further
   * methods then draw for this line.
   */
  after(place: number): Breakage | null {
    const random = this.#random;
    random.begin(place);
    if (!random.chance(this.#rate)) return null;
    let share = random.float();
    for (const breakage of BREAKAGES) {
      share -= SHARES[breakage];
      if (share < 0) return breakage;
    }
    return "blank";
  }

  /** Draws one of the places from 0 to `place`, both included. */
  earlierPlace(place: number): number {
    return this.#random.below(place + 1);
  }

  /** Draws how much is left of a record of `length` bytes: never all. */
  cutLength(length: number): number {
    return 1 + this.#random.below(length - 1);
  }

  /** Draws bytes that are no text and hold no line end. */
  binary(): Uint8Array {
    const [least, most] = BINARY_BYTES;
    const bytes = new Uint8Array(least + this.#random.below(most - least));
    for (let i = 0; i < bytes.length; i++) {
      const byte = this.#random.below(256);
      bytes[i] = byte === 0x0a || byte === 0x0d ? 0 : byte;
    }
    // No UTF-8 begins so, nor does a record or a compressed file.
    bytes[0] = 0xff;
    return bytes;
  }
}
