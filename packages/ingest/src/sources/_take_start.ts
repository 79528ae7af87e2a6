import { Buffer } from "node:buffer";

/** The beginning of a stream, looked at before the stream is read. */
export interface TakenStart {
  /** Its first bytes. */
  start: Uint8Array;
  /** All of it, from the first byte on. Closing it closes the stream. */
  all: AsyncGenerator<Uint8Array>;
}

/**
 * Reads the beginning of a stream.
 *
 * @param chunks The stream, of which nothing has been read.
 * @param count How many bytes are wanted; there are fewer if the stream is
 * shorter, and more if its chunks are large.
 */
export async function takeStart(
  chunks: AsyncIterable<Uint8Array>,
  count: number,
): Promise<TakenStart> {
  const rest = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const { done, value } = await rest.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const start = first.length === 1 ? first[0]! : Buffer.concat(first);
  const all = (async function* () {
    try {
      if (length > 0) yield start;
      for (let step; !(step = await rest.next()).done;) yield step.value;
    } finally {
      await rest.return?.();
    }
  })();
  return { start, all };
}
