/** Reads varints: 7 bits a byte, the lowest first. Behind the end there are zeros. */
export class VarintReader {
  readonly bytes: Uint8Array;
  /** Where the next one begins. */
  at = 0;

  /** @param bytes The bytes, uint8. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Reads one: a uint32, where no more than that was written. */
  next(): number {
    const byte = this.bytes[this.at++]!;
    return byte < 0x80 ? byte : this.#rest(byte & 0x7f);
  }

  #rest(first: number): number {
    let value = first;
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  }
}
