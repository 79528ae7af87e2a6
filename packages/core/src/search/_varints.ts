/** Bytes that a uint32 takes at most. */
const MOST_BYTES = 5;

/** Varints that can be added to: 7 bits a byte, the lowest first. */
export class Varints {
  #bytes = new Uint8Array(4096);
  /** How many bytes there are. */
  length = 0;

  /** Adds a uint32. */
  push(value: number): void {
    if (this.length + MOST_BYTES > this.#bytes.length) {
      this.#grow(this.length + MOST_BYTES);
    }
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.length++] = rest;
  }

  /** Adds bytes as they are. */
  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.#bytes.length) {
      this.#grow(this.length + bytes.length);
    }
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Forgets what was added. */
  clear(): void {
    this.length = 0;
  }

  /** The bytes, uint8, shape `[length]`: a view, until something is added. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length);
  }

  #grow(least: number): void {
    const longer = new Uint8Array(Math.max(least, 2 * this.#bytes.length));
    longer.set(this.bytes);
    this.#bytes = longer;
  }
}
