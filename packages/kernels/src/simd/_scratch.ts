import type { ArrayAllocator } from "../array_allocator.ts";
import { addressOf } from "./_address_of.ts";

/** Room that a kernel works in, taken when it is first needed and then kept. */
export class Scratch {
  readonly #arrays: ArrayAllocator;
  #words: Uint32Array | undefined;

  /** Creates scratch that will come from an allocator. */
  constructor(arrays: ArrayAllocator) {
    this.#arrays = arrays;
  }

  /**
   * Returns room for at least that many numbers of four bytes. What it held is
   * gone where it has to grow.
   */
  atLeast(length: number): Uint32Array {
    if (this.#words === undefined || this.#words.length < length) {
      this.#words = this.#arrays.uint32(length);
    }
    return this.#words;
  }

  /** Returns the address of such room. */
  addressOf(length: number): number {
    return addressOf(this.atLeast(length));
  }
}
