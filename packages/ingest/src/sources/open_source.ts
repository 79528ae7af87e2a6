import { KindredError } from "@kindred/core";
import { readContent } from "./_read_content.ts";
import { takeStart } from "./_take_start.ts";
import type { HttpOptions } from "./http_options.ts";
import { type Content, sniffContent } from "./sniff_content.ts";
import type { Source } from "./source.ts";

/** Settings of {@linkcode openSource}. */
export interface OpenSourceOptions {
  /** Stops the reading at once. Default: never. */
  signal?: AbortSignal;
  /**
   * Whether a compressed stream that is cut short ends where it is cut, and is
   * no error. One that is damaged always is.
   *
   * @default {false}
   */
  allowTruncated?: boolean;
  /**
   * Receives how many bytes were read as they are stored, and how many there
   * are, or null while nobody knows. Default: nobody.
   */
  onBytes?: (bytes: number, total: number | null) => void;
  /** How patiently addresses are read. Default: see {@linkcode HttpOptions}. */
  http?: HttpOptions;
}

/** What is known of a source once it has been read to its end. */
export interface SourceInfo {
  /** The sha256 of its bytes as they are stored, 64 lower-case hexadecimal digits. */
  sha256: string;
  /** How many bytes that are. */
  bytes: number;
  /** Whether it is a compressed stream that was cut short. */
  truncated: boolean;
}

/** A source that is being read. */
export interface SourceStream {
  /** Its first decompressed bytes, uint8: 64 KiB if there are so many. */
  readonly start: Uint8Array;
  /** What these bytes are: `text`, or `parquet`. */
  readonly content: Content;
  /**
   * All its decompressed bytes, from the first on, uint8. They can be read once;
   * leaving the loop early closes the source.
   */
  readonly chunks: AsyncIterable<Uint8Array>;
  /**
   * What is known once the source has been read to its end: when `chunks` has
   * ended at the latest. Null before.
   */
  readonly info: SourceInfo | null;
  /** Closes the source, for those who do not read `chunks`. */
  close(): Promise<void>;
}

/** Bytes by which formats of text can be told apart. */
const START_BYTES = 1 << 16;

/** What to say of content that cannot be read. */
const REFUSED: Partial<Record<Content, string>> = {
  zip: "a zip archive or a spreadsheet",
  "7z": "a 7z archive",
  xz: "xz",
  bzip2: "bzip2",
  tar: "a tar archive",
  "utf-16": "UTF-16",
};

/**
 * Opens a source and decompresses it as it is read: gzip and zstd, recognised
 * by its first bytes and never by its name. Several gzip members or zstd frames
 * in a row are one text. What was read is hashed on the way.
 *
 * @param source Where the bytes come from.
 * @param options See {@linkcode OpenSourceOptions}.
 * @returns The stream, of which nothing has been read but its beginning. Read
 * its `chunks`, or close it.
 * @throws {KindredError} If the source cannot be read, is no text and no
 * Parquet, or is compressed and cut short or damaged: here or while it is read.
 *
 * @example
 * ```ts
 * import { openSource } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 * import { mkdtemp, rm, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { gzipSync } from "node:zlib";
 *
 * const folder = await mkdtemp(join(tmpdir(), "kindred-"));
 * const path = join(folder, "records");
 * await writeFile(path, gzipSync("{}\n{}\n"));
 *
 * const stream = await openSource({ kind: "file", name: "records", path });
 * const [chunk] = await Array.fromAsync(stream.chunks);
 * await rm(folder, { recursive: true });
 *
 * assert.equal(stream.content, "text");
 * assert.equal(new TextDecoder().decode(chunk), "{}\n{}\n");
 * assert.equal(stream.info?.truncated, false);
 * ```
 */
export async function openSource(
  source: Source,
  options: OpenSourceOptions = {},
): Promise<SourceStream> {
  const stream = new OpenedSource(source, options);
  await stream.open();
  return stream;
}

class OpenedSource implements SourceStream {
  start: Uint8Array = new Uint8Array();
  content: Content = "text";
  info: SourceInfo | null = null;
  readonly #source: Source;
  readonly #options: OpenSourceOptions;
  #chunks: AsyncGenerator<Uint8Array> | undefined;

  constructor(source: Source, options: OpenSourceOptions) {
    this.#source = source;
    this.#options = options;
  }

  get chunks(): AsyncIterable<Uint8Array> {
    return this.#chunks!;
  }

  async open(): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const { start, all } = await takeStart(this.#read(), START_BYTES);
    this.#chunks = all;
    this.start = start.subarray(0, START_BYTES);
    this.content = sniffContent(this.start);
    const refused = this.content === "gzip" || this.content === "zstd"
      ? `${this.content} within a compressed file`
      : REFUSED[this.content];
    if (refused) {
      await this.close();
      throw new KindredError(
        `Cannot read "${this.#source.name}": it must hold text in UTF-8, ` +
          `plain or in gzip or zstd, got ${refused}`,
      );
    }
  }

  async close(): Promise<void> {
    // A generator that has not begun has nothing yet that it would close.
    await this.#chunks?.next();
    await this.#chunks?.return(undefined);
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    this.info = yield* readContent(this.#source, this.#options);
  }
}
