import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import type { ExternalPlace } from "./onnx/messages.ts";

/** Tables begin at multiples of this: pages can be mapped. */
const PAGE_BYTES = 4096;

/** The longest piece handed to one call of the file system, in bytes. */
const PIECE_BYTES = 1 << 26;

/** A file of tables, each at the begin of a page, while it is written. */
export class TableFile {
  readonly #file: FileHandle;
  readonly #name: string;
  readonly #signal: AbortSignal | undefined;
  #end = 0;

  private constructor(
    file: FileHandle,
    name: string,
    signal: AbortSignal | undefined,
  ) {
    this.#file = file;
    this.#name = name;
    this.#signal = signal;
  }

  /**
   * Creates the file.
   *
   * @param path A file that does not exist yet.
   * @param signal Stops the writing when it is aborted. Default: never.
   */
  static async create(
    path: string,
    signal?: AbortSignal,
  ): Promise<TableFile> {
    return new TableFile(await open(path, "wx"), basename(path), signal);
  }

  /**
   * Takes the next place that begins with a page; {@linkcode write} fills it.
   *
   * @param length Its bytes.
   */
  reserve(length: number): ExternalPlace {
    const offset = Math.ceil(this.#end / PAGE_BYTES) * PAGE_BYTES;
    this.#end = offset + length;
    return { file: this.#name, offset, length };
  }

  /**
   * Writes numbers as they lie in memory, little-endian.
   *
   * @param values The numbers.
   * @param position Byte of the file at which they begin.
   * @throws The signal's reason, once it is aborted.
   */
  async write(values: ArrayBufferView, position: number): Promise<void> {
    const { buffer, byteOffset, byteLength } = values;
    for (let done = 0; done < byteLength;) {
      this.#signal?.throwIfAborted();
      const { bytesWritten } = await this.#file.write(
        new Uint8Array(buffer, byteOffset),
        done,
        Math.min(PIECE_BYTES, byteLength - done),
        position + done,
      );
      done += bytesWritten;
    }
  }

  /**
   * Writes numbers to a place of their own.
   *
   * @param values The numbers.
   * @returns Where they are.
   */
  async append(values: ArrayBufferView): Promise<ExternalPlace> {
    const place = this.reserve(values.byteLength);
    await this.write(values, place.offset);
    return place;
  }

  /** Closes the file. */
  async close(): Promise<void> {
    await this.#file.close();
  }
}
