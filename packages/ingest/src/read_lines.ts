import { KindredError } from "@kindred/core";
import { Buffer } from "node:buffer";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { PassThrough, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { unreadableFileError } from "./_unreadable_file_error.ts";

/** One line of a text file. */
export interface Line {
  /** Its number in the file, 1-based. */
  number: number;
  /** Its text, without the line end; bytes that are no UTF-8 come as U+FFFD. */
  text: string;
}

/** The two bytes with which every gzip file begins (RFC 1952). */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

const NEWLINE = 0x0a;

/**
 * Reads a text file line by line, gzip or plain by its first bytes, holding no
 * more than one line and one piece of the file. Line ends are `\n` or `\r\n`; a
 * byte-order mark is dropped.
 *
 * @param path The file.
 * @returns The lines in order; none for an empty file.
 * @throws {KindredError} If it cannot be read, or its gzip stream is cut short
 * or damaged; the lines before that have been given by then.
 *
 * @example
 * ```ts
 * import { readLines } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 * import { mkdtemp, rm, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const folder = await mkdtemp(join(tmpdir(), "kindred-"));
 * const path = join(folder, "records.json");
 * await writeFile(path, "first\r\nsecond");
 * const lines = await Array.fromAsync(readLines(path));
 * await rm(folder, { recursive: true });
 *
 * assert.deepEqual(lines, [
 *   { number: 1, text: "first" },
 *   { number: 2, text: "second" },
 * ]);
 * ```
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const gzip = await isGzip(path);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let number = 0;
  const decodeLine = (bytes: Uint8Array): Line => {
    number++;
    const text = decoder.decode(bytes);
    const start = number === 1 && text.startsWith("\ufeff") ? 1 : 0;
    return {
      number,
      text: text.slice(start, text.endsWith("\r") ? -1 : undefined),
    };
  };

  let rest: Uint8Array[] = [];
  try {
    for await (const piece of openStream(path, gzip)) {
      const bytes = piece as Uint8Array;
      let start = 0;
      for (
        let end = bytes.indexOf(NEWLINE);
        end !== -1;
        end = bytes.indexOf(NEWLINE, start)
      ) {
        rest.push(bytes.subarray(start, end));
        yield decodeLine(rest.length === 1 ? rest[0]! : Buffer.concat(rest));
        rest = [];
        start = end + 1;
      }
      // The stream may use its buffer again: what waits is copied.
      if (start < bytes.length) rest.push(bytes.slice(start));
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (!code?.startsWith("Z_")) throw cause;
    throw new KindredError(
      `Cannot read "${path}": its gzip stream must be whole, got ${
        code === "Z_BUF_ERROR"
          ? "an end in its middle"
          : (cause as Error).message
      } after line ${number}`,
      { cause },
    );
  }
  if (rest.length > 0) yield decodeLine(Buffer.concat(rest));
}

async function isGzip(path: string): Promise<boolean> {
  try {
    const file = await open(path, "r");
    try {
      const start = new Uint8Array(2);
      await file.read(start, 0, 2, 0);
      return GZIP_MAGIC.every((byte, i) => start[i] === byte);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadableFileError(path, cause as NodeJS.ErrnoException);
  }
}

function openStream(path: string, gzip: boolean): Readable {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  if (!gzip) return file;
  const text = new PassThrough({ highWaterMark: 1 << 18 });
  // A failure of any part destroys `text`, whose reader then sees the error.
  pipeline(file, createGunzip({ chunkSize: 1 << 18 }), text).catch((error) =>
    text.destroy(error)
  );
  return text;
}
