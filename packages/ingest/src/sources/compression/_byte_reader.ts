import { TruncatedStreamError } from "./_stream_faults.ts";

/** Reads counted bytes from pieces of any size. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array();

  /** Reads from the first chunk on. */
  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Whether there is no byte left. */
  async isAtEnd(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      if (!await this.#next()) return true;
    }
    return false;
  }

  /**
   * Returns the next bytes, which may be a part of the chunk that holds them.
   *
   * @throws {TruncatedStreamError} If there are fewer.
   */
  async take(count: number): Promise<Uint8Array> {
    if (this.#chunk.length >= count) {
      const bytes = this.#chunk.subarray(0, count);
      this.#chunk = this.#chunk.subarray(count);
      return bytes;
    }
    const bytes = new Uint8Array(count);
    for (let filled = 0; filled < count;) {
      if (await this.isAtEnd()) throw new TruncatedStreamError("cut short");
      const part = this.#chunk.subarray(0, count - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#chunk = this.#chunk.subarray(part.length);
    }
    return bytes;
  }

  /**
   * Passes over bytes.
   *
   * @throws {TruncatedStreamError} If there are fewer.
   */
  async skip(count: number): Promise<void> {
    while (count > 0) {
      if (await this.isAtEnd()) throw new TruncatedStreamError("cut short");
      const passed = Math.min(count, this.#chunk.length);
      this.#chunk = this.#chunk.subarray(passed);
      count -= passed;
    }
  }

  /** Closes what it reads from. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #next(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    this.#chunk = value;
    return true;
  }
}
