import { ByteReader } from "./_byte_reader.ts";
import { openFzstdFrame } from "./_fzstd_decoder.ts";
import { openNativeZstdFrame } from "./_native_zstd_decoder.ts";
import { DamagedStreamError } from "./_stream_faults.ts";
import { readZstdBlock, readZstdFrameHeader } from "./_zstd_frame.ts";
import type { OpenZstdFrame } from "./_zstd_frame_decoder.ts";

/**
 * Returns what a zstd stream of one or several frames holds. Frames and blocks
 * are told apart here, whatever decodes them: decoders differ in what they do
 * at the end of a frame, and some take a cut stream for a whole one.
 *
 * @param openFrame What decodes. Default: what the runtime has, or else the
 * slower one in JavaScript.
 * @throws {TruncatedStreamError} If it ends in the middle of a frame; all whole
 * blocks have been given by then.
 * @throws {DamagedStreamError} If it is no zstd, or a checksum is wrong.
 */
export async function* unzstd(
  chunks: AsyncIterable<Uint8Array>,
  openFrame: OpenZstdFrame = openNativeZstdFrame ?? openFzstdFrame,
): AsyncGenerator<Uint8Array> {
  const input = new ByteReader(chunks);
  try {
    while (true) {
      const header = await readZstdFrameHeader(input);
      if (header === null) return;
      const frame = openFrame();
      try {
        yield* await decoded(() => frame.write(header.bytes));
        for (let isLast = false; !isLast;) {
          const block = await readZstdBlock(input);
          isLast = block.isLast;
          yield* await decoded(() => frame.write(block.bytes));
        }
        const checksum = await input.take(header.hasChecksum ? 4 : 0);
        yield* await decoded(() => frame.end(checksum));
      } finally {
        frame.close();
      }
    }
  } finally {
    await input.close();
  }
}

async function decoded(
  decode: () => Promise<Uint8Array[]> | Uint8Array[],
): Promise<Uint8Array[]> {
  try {
    return await decode();
  } catch (cause) {
    throw new DamagedStreamError((cause as Error).message, { cause });
  }
}
