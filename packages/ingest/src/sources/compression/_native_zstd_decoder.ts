import zlib from "node:zlib";
import { ZlibFeed } from "./_zlib_feed.ts";
import type { OpenZstdFrame, ZstdFrameDecoder } from "./_zstd_frame_decoder.ts";

/** Node has zstd of its own since 22.15, Deno too; the types here are older. */
const { createZstdDecompress } = zlib as {
  createZstdDecompress?: typeof zlib.createGunzip;
};

/** The zstd of this runtime, or undefined where it has none. */
export const openNativeZstdFrame: OpenZstdFrame | undefined =
  createZstdDecompress && (() => new NativeZstdDecoder(createZstdDecompress));

class NativeZstdDecoder implements ZstdFrameDecoder {
  readonly #feed: ZlibFeed;

  constructor(create: typeof zlib.createGunzip) {
    // A block of a frame holds at most this.
    this.#feed = new ZlibFeed(create({ chunkSize: 1 << 17 }));
  }

  write(bytes: Uint8Array): Promise<Uint8Array[]> {
    return this.#feed.write(bytes);
  }

  async end(checksum: Uint8Array): Promise<Uint8Array[]> {
    const output = checksum.length > 0 ? await this.#feed.write(checksum) : [];
    return output.concat(await this.#feed.end());
  }

  close(): void {
    this.#feed.close();
  }
}
