import { createGunzip } from "node:zlib";
import { DamagedStreamError, TruncatedStreamError } from "./_stream_faults.ts";
import { ZlibFeed } from "./_zlib_feed.ts";

/**
 * Bytes that are inflated at a time: enough that a thread of the pool is worth
 * asking, and even a stream made to burst (1,032 to 1) gives no more than 128 MiB.
 */
const PIECE_BYTES = 1 << 17;

/** Size of the buffers that are given out, in bytes. */
const CHUNK_BYTES = 1 << 20;

/**
 * Returns what a gzip stream of one or several members holds. The next piece is
 * inflated while the caller works on the last one, where the runtime inflates
 * in another thread.
 *
 * @throws {TruncatedStreamError} If it ends in the middle of a member; all that
 * could be inflated has been given by then.
 * @throws {DamagedStreamError} If it is no gzip, or a checksum is wrong.
 */
export async function* gunzip(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const feed = new ZlibFeed(
    createGunzip({ chunkSize: CHUNK_BYTES }),
  );
  let ahead: Promise<Uint8Array[]> = Promise.resolve([]);
  try {
    for await (const piece of pieces(chunks)) {
      const output = await ahead;
      ahead = feed.write(piece);
      // Its failure is met at the next turn, not here.
      ahead.catch(() => {});
      yield* output;
    }
    yield* await ahead;
    yield* await feed.end();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "Z_BUF_ERROR") {
      throw new TruncatedStreamError(message, { cause });
    }
    if (code?.startsWith("Z_")) {
      throw new DamagedStreamError(message, { cause });
    }
    throw cause;
  } finally {
    feed.close();
  }
}

async function* pieces(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      yield chunk.subarray(start, start + PIECE_BYTES);
    }
  }
}
