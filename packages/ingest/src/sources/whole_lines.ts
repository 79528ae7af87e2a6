import { Buffer } from "node:buffer";

const NEWLINE = 0x0a;

/**
 * Gives a text again, less what stands behind its last line end if the text was cut
 * short.
 *
 * @param chunks The text in pieces, uint8.
 * @param isCut Asked once, after the last piece.
 */
export async function* wholeLines(
  chunks: AsyncIterable<Uint8Array>,
  isCut: () => boolean,
): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  for await (const chunk of chunks) {
    const whole = chunk.lastIndexOf(NEWLINE) + 1;
    if (whole > 0) {
      yield rest.length === 0
        ? chunk.subarray(0, whole)
        : Buffer.concat([...rest, chunk.subarray(0, whole)]);
      rest = [];
    }
    // Whoever gives the chunks may use their memory again: what waits is copied.
    if (whole < chunk.length) rest.push(chunk.slice(whole));
  }
  if (rest.length > 0 && !isCut()) yield Buffer.concat(rest);
}
