import { brotliCompressSync, gzipSync } from "node:zlib";

/** Returns how long bytes are when compressed as far as it goes, in bytes. */
export function compressedSizes(
  bytes: Uint8Array,
): { gzip: number; brotli: number } {
  return {
    gzip: gzipSync(bytes, { level: 9 }).length,
    // Its default is the highest level.
    brotli: brotliCompressSync(bytes).length,
  };
}
