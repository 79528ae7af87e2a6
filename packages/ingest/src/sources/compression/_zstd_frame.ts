import { DamagedStreamError } from "./_stream_faults.ts";
import type { ByteReader } from "./_byte_reader.ts";

/** The most memory that a frame may ask for, in bytes: what the zstd tool grants unasked. */
const MAX_WINDOW_BYTES = 1 << 27;

/** The most bytes of a block, before and after compression. */
const MAX_BLOCK_BYTES = 1 << 17;

const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const RLE_BLOCK = 1;
const RESERVED_BLOCK = 3;

/** What precedes the blocks of a frame (RFC 8878, section 3.1.1.1). */
export interface ZstdFrameHeader {
  /** The header as it was read, with the frame's magic number. */
  bytes: Uint8Array;
  /** Whether four bytes of checksum follow the last block. */
  hasChecksum: boolean;
}

/** One block of a frame (RFC 8878, section 3.1.1.2). */
export interface ZstdBlock {
  /** The block as it was read, with its header of 3 bytes. */
  bytes: Uint8Array;
  /** Whether it ends its frame. */
  isLast: boolean;
}

/**
 * Reads the header of the next frame that holds data.
 *
 * @returns The header, or null if the input ends where a frame could begin.
 * @throws {TruncatedStreamError} If the input ends within the header.
 * @throws {DamagedStreamError} If no frame begins here, or none that can be
 * decompressed: its window is too large, or it needs a dictionary.
 */
export async function readZstdFrameHeader(
  input: ByteReader,
): Promise<ZstdFrameHeader | null> {
  while (!await input.isAtEnd()) {
    const magicBytes = await input.take(4);
    const magic = littleEndian(magicBytes);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) {
      await input.skip(littleEndian(await input.take(4)));
      continue;
    }
    if (magic !== MAGIC) throw new DamagedStreamError("no frame's beginning");
    // What follows may take the place of what was taken.
    const bytes = [...magicBytes];
    const take = async (count: number): Promise<Uint8Array> => {
      const taken = await input.take(count);
      bytes.push(...taken);
      return taken;
    };

    const descriptor = (await take(1))[0]!;
    const isSingleSegment = (descriptor & 0x20) !== 0;
    let windowBytes = 0;
    if (!isSingleSegment) {
      const window = (await take(1))[0]!;
      windowBytes = 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8);
    }
    const dictionary = littleEndian(await take([0, 1, 2, 4][descriptor & 3]!));
    const sizeFlag = descriptor >> 6;
    const size = await take(
      sizeFlag === 0 ? Number(isSingleSegment) : 1 << sizeFlag,
    );
    if (isSingleSegment) {
      windowBytes = littleEndian(size) + (sizeFlag === 1 ? 256 : 0);
    }

    if ((descriptor & 0x08) !== 0) {
      throw new DamagedStreamError("a reserved bit of a frame is set");
    }
    if (dictionary !== 0) {
      throw new DamagedStreamError("a frame that needs a dictionary");
    }
    if (windowBytes > MAX_WINDOW_BYTES) {
      throw new DamagedStreamError(
        `a frame with a window of ${windowBytes} bytes, over ${MAX_WINDOW_BYTES}`,
      );
    }
    return {
      bytes: Uint8Array.from(bytes),
      hasChecksum: (descriptor & 0x04) !== 0,
    };
  }
  return null;
}

/**
 * Reads the next block of a frame.
 *
 * @throws {TruncatedStreamError} If the input ends within it.
 * @throws {DamagedStreamError} If no block begins here.
 */
export async function readZstdBlock(input: ByteReader): Promise<ZstdBlock> {
  const header = Uint8Array.from(await input.take(3));
  const word = littleEndian(header);
  const type = (word >> 1) & 3;
  const size = word >> 3;
  if (type === RESERVED_BLOCK || size > MAX_BLOCK_BYTES) {
    throw new DamagedStreamError("no block's beginning");
  }
  const body = await input.take(type === RLE_BLOCK ? 1 : size);
  const bytes = new Uint8Array(header.length + body.length);
  bytes.set(header);
  bytes.set(body, header.length);
  return { bytes, isLast: (word & 1) !== 0 };
}

/** Returns an unsigned number of up to 8 bytes, inexact above 2^53. */
export function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((number, byte) => number * 256 + byte, 0);
}
