import { OutOfRoomError } from "@kindred/core";

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65_536;

/** Pages that 32-bit addresses reach: 4 GiB. */
const MAX_PAGES = 65_536;

/** Where arrays begin: whole lines of the cache, so that two threads share none. */
const ALIGNMENT = 64;

/**
 * Memory that the SIMD kernels compute in: at most 4 GiB, shared by threads.
 * Arrays are never given back one by one; all of the memory goes when nobody
 * holds it or an array of it any longer.
 *
 * Each thread takes arrays by an object of its own over the same memory, and no
 * two get the same bytes: each takes them from pages by which it grew the memory
 * itself. Another thread's array is a view of `memory.buffer` at the
 * `byteOffset` that it has there; sending an array does just that.
 *
 * @example
 * ```ts
 * import { KernelMemory } from "@kindred/kernels/simd";
 * import assert from "node:assert/strict";
 *
 * const memory = new KernelMemory();
 * const vector = memory.float32(128);
 * assert.equal(vector.byteOffset % 64, 0);
 * ```
 */
export class KernelMemory {
  /** What a module is instantiated with, and another thread is sent. */
  readonly memory: WebAssembly.Memory;
  /** Address of the first byte that this object holds and has not given out. */
  #free: number;
  /** Address behind the last byte that this object holds. */
  #end: number;

  /**
   * Makes a memory, or takes part in one.
   *
   * @param memory A shared memory of another thread's. Default: a new one.
   */
  constructor(memory?: WebAssembly.Memory) {
    this.memory = memory ?? new WebAssembly.Memory({
      initial: 1,
      maximum: MAX_PAGES,
      shared: true,
    });
    // The first bytes of a memory are no array's: address 0 stands for none.
    this.#free = memory === undefined ? ALIGNMENT : 0;
    this.#end = memory === undefined ? PAGE : 0;
  }

  /**
   * Returns a new array of zeros.
   *
   * @param length How many numbers, a whole number >= 0.
   * @throws {OutOfRoomError} If the memory would pass 4 GiB, or the machine has
   * no more.
   */
  float32(length: number): Float32Array<SharedArrayBuffer> {
    const address = this.#take(4 * length);
    return new Float32Array(this.#buffer, address, length);
  }

  /** Returns a new array of zeros, as {@linkcode float32} does. */
  uint32(length: number): Uint32Array<SharedArrayBuffer> {
    const address = this.#take(4 * length);
    return new Uint32Array(this.#buffer, address, length);
  }

  /** The memory as it is now: growing makes a new view of the same bytes. */
  get #buffer(): SharedArrayBuffer {
    return this.memory.buffer as unknown as SharedArrayBuffer;
  }

  /** Takes room and returns its address. */
  #take(bytes: number): number {
    const room = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    if (this.#free + room > this.#end) this.#grow(room);
    const address = this.#free;
    this.#free += room;
    return address;
  }

  /** Holds `room` bytes more: from where it stands, or elsewhere if another grew. */
  #grow(room: number): void {
    const pages = Math.ceil(room / PAGE);
    const held = this.#buffer.byteLength;
    let grownFrom: number;
    try {
      grownFrom = this.memory.grow(pages) * PAGE;
    } catch (cause) {
      const gigabytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(2);
      throw new OutOfRoomError(
        "take memory for WebAssembly",
        "memory",
        `${gigabytes(room)} GiB beside ${gigabytes(held)} of at most 4`,
        { cause },
      );
    }
    if (grownFrom !== this.#end) this.#free = grownFrom;
    this.#end = grownFrom + pages * PAGE;
  }
}
