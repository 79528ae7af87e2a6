import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { RawBytes } from "./_raw_bytes.ts";
import { unreadableFileError } from "./_unreadable_file_error.ts";

/** Bytes that are read at a time. */
const PIECE_BYTES = 1 << 20;

/**
 * Opens a file, or whatever else has a path and can be read to an end.
 *
 * @param path The file.
 * @param signal Stops the reading.
 * @returns Its bytes; the total is known for regular files only.
 * @throws {KindredError} If it cannot be read, here or while it is read.
 */
export async function fileBytes(
  path: string,
  signal?: AbortSignal,
): Promise<RawBytes> {
  const refuse = (cause: unknown): never => {
    signal?.throwIfAborted();
    throw unreadableFileError(path, cause as NodeJS.ErrnoException);
  };
  const found = await stat(path).catch(refuse);
  if (found.isDirectory()) {
    refuse(Object.assign(new Error("a folder"), { code: "EISDIR" }));
  }
  return {
    total: found.isFile() ? found.size : null,
    async *[Symbol.asyncIterator]() {
      try {
        yield* createReadStream(path, {
          highWaterMark: PIECE_BYTES,
          ...(signal && { signal }),
        });
      } catch (cause) {
        refuse(cause);
      }
    },
  };
}
