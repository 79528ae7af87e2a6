import { Decompress } from "fzstd";
import { DamagedStreamError } from "./_stream_faults.ts";
import { Xxh64 } from "./_xxh64.ts";
import { littleEndian } from "./_zstd_frame.ts";
import type { OpenZstdFrame, ZstdFrameDecoder } from "./_zstd_frame_decoder.ts";

/** The zstd that needs nothing of the runtime. */
export const openFzstdFrame: OpenZstdFrame = () => new FzstdDecoder();

/**
 * Decodes a zstd frame in JavaScript. The library passes over checksums, so
 * they are compared here.
 */
class FzstdDecoder implements ZstdFrameDecoder {
  #output: Uint8Array[] = [];
  readonly #hash = new Xxh64();
  readonly #decompress = new Decompress((bytes) => this.#output.push(bytes));

  write(bytes: Uint8Array): Uint8Array[] {
    return this.#push(bytes, false);
  }

  end(checksum: Uint8Array): Uint8Array[] {
    // A frame of few bytes is decoded only now.
    const output = this.#push(checksum, true);
    if (checksum.length > 0 && littleEndian(checksum) !== this.#hash.low32()) {
      throw new DamagedStreamError("a checksum that does not match");
    }
    return output;
  }

  close(): void {}

  #push(bytes: Uint8Array, isLast: boolean): Uint8Array[] {
    this.#output = [];
    this.#decompress.push(bytes, isLast);
    for (const chunk of this.#output) this.#hash.update(chunk);
    return this.#output;
  }
}
