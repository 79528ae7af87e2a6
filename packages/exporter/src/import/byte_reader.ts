import { type FileHandle, open } from "node:fs/promises";
import { importError } from "./imported_vectors.ts";

/** Bytes that are read ahead. */
const AHEAD = 1 << 20;

/** Most bytes handed to one call of the file system. */
const PIECE_BYTES = 1 << 28;

/** Reads a file from its begin to its end, a little at a time. */
export class ByteReader {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #size: number;
  readonly #signal: AbortSignal | undefined;
  #ahead = new Uint8Array(0);
  #position = 0;

  private constructor(
    path: string,
    file: FileHandle,
    size: number,
    signal: AbortSignal | undefined,
  ) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
    this.#signal = signal;
  }

  /**
   * Opens a file, hands it to `use`, and closes it whatever happens.
   *
   * @param path The file.
   * @param signal Stops the reading when it is aborted.
   * @param use What to do with it.
   */
  static async with<R>(
    path: string,
    signal: AbortSignal | undefined,
    use: (reader: ByteReader) => Promise<R>,
  ): Promise<R> {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      return await use(new ByteReader(path, file, size, signal));
    } finally {
      await file.close();
    }
  }

  /** Length of the file in bytes. */
  get size(): number {
    return this.#size;
  }

  /** Bytes that were taken. */
  get position(): number {
    return this.#position;
  }

  /** Bytes that are left. */
  get left(): number {
    return this.#size - this.#position;
  }

  /**
   * Fills an array with the next bytes.
   *
   * @param out The array.
   * @throws {KindredError} If the file ends before.
   */
  async fill(out: Uint8Array): Promise<void> {
    if (this.left < out.length) throw this.#cutShort(out.length);
    const held = this.#ahead.subarray(0, out.length);
    out.set(held);
    this.#ahead = this.#ahead.subarray(held.length);
    this.#position += held.length;
    for (let done = held.length; done < out.length;) {
      this.#signal?.throwIfAborted();
      const { bytesRead } = await this.#file.read(
        out,
        done,
        Math.min(PIECE_BYTES, out.length - done),
        this.#position,
      );
      if (bytesRead === 0) throw this.#cutShort(out.length - done);
      done += bytesRead;
      this.#position += bytesRead;
    }
  }

  /**
   * Returns the next bytes.
   *
   * @param length How many.
   * @throws {KindredError} If the file ends before.
   */
  async take(length: number): Promise<Uint8Array> {
    if (this.left < length) throw this.#cutShort(length);
    if (this.#ahead.length < length) await this.#readAhead(length);
    const taken = this.#ahead.subarray(0, length);
    this.#ahead = this.#ahead.subarray(length);
    this.#position += length;
    return taken;
  }

  /**
   * Returns the bytes before the next one of a kind, which is taken too.
   *
   * @param end The byte.
   * @param most How many may come before it.
   * @returns The bytes, or null if it is not among the next.
   */
  async takeUntil(end: number, most: number): Promise<Uint8Array | null> {
    if (this.#ahead.length <= most) await this.#readAhead(most + 1);
    const length = this.#ahead.subarray(0, most + 1).indexOf(end);
    if (length === -1) return null;
    const taken = await this.take(length);
    await this.take(1);
    return taken;
  }

  /** Sees to it that so many bytes are held, or all that are left. */
  async #readAhead(length: number): Promise<void> {
    this.#signal?.throwIfAborted();
    const held = this.#ahead;
    const wanted = Math.min(Math.max(length, AHEAD), this.left);
    const bytes = new Uint8Array(wanted);
    bytes.set(held);
    for (let done = held.length; done < wanted;) {
      const { bytesRead } = await this.#file.read(
        bytes,
        done,
        wanted - done,
        this.#position + done,
      );
      if (bytesRead === 0) throw this.#cutShort(wanted - done);
      done += bytesRead;
    }
    this.#ahead = bytes;
  }

  #cutShort(wanted: number): Error {
    return importError(
      this.#path,
      `byte ${this.#position}`,
      `${wanted} more bytes must follow`,
      this.left,
    );
  }
}
