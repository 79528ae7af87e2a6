/** What a file holds, by its first bytes. */
export type Content =
  | "text"
  | "gzip"
  | "zstd"
  | "parquet"
  | "zip"
  | "7z"
  | "xz"
  | "bzip2"
  | "tar"
  | "utf-16";

/** Bytes from the beginning of a file that tell all contents apart. */
export const SNIFFED_BYTES = 512;

/** The bytes at a place that tell a content. */
const SIGNATURES: readonly [
  content: Content,
  offset: number,
  bytes: readonly number[],
][] = [
  ["gzip", 0, [0x1f, 0x8b]],
  ["zstd", 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ["parquet", 0, [0x50, 0x41, 0x52, 0x31]],
  ["zip", 0, [0x50, 0x4b, 0x03, 0x04]],
  ["zip", 0, [0x50, 0x4b, 0x05, 0x06]],
  ["7z", 0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["xz", 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["bzip2", 0, [0x42, 0x5a, 0x68]],
  ["tar", 257, [0x75, 0x73, 0x74, 0x61, 0x72]],
  ["utf-16", 0, [0xff, 0xfe]],
  ["utf-16", 0, [0xfe, 0xff]],
];

/** Second half of bzip2's signature, after its block size: the first block, or the end. */
const BZIP2_BLOCKS = ["\x31\x41\x59\x26\x53\x59", "\x17\x72\x45\x38\x50\x90"];

/**
 * Tells what a file holds by its first bytes, never by its name.
 *
 * @param start Its first {@linkcode SNIFFED_BYTES} bytes, or all if there are
 * fewer, uint8.
 * @returns The content; `zip` is a spreadsheet (xlsx) too, `utf-16` is found by
 * its byte-order mark or by the zero bytes between its letters, and whatever is
 * not known is `text`.
 *
 * @example
 * ```ts
 * import { sniffContent } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 * import { gzipSync } from "node:zlib";
 *
 * assert.equal(sniffContent(gzipSync("{}")), "gzip");
 * assert.equal(sniffContent(new TextEncoder().encode("{}")), "text");
 * ```
 */
export function sniffContent(start: Uint8Array): Content {
  for (const [content, offset, bytes] of SIGNATURES) {
    if (!bytes.every((byte, i) => start[offset + i] === byte)) continue;
    // "BZh" may begin a text.
    if (content === "bzip2" && !hasBzip2Block(start)) continue;
    return content;
  }
  return isWide(start) ? "utf-16" : "text";
}

function hasBzip2Block(start: Uint8Array): boolean {
  const block = String.fromCharCode(...start.subarray(4, 10));
  return BZIP2_BLOCKS.includes(block);
}

/** Whether two letters of two bytes each come first, one byte of each zero. */
function isWide(start: Uint8Array): boolean {
  const [a, b, c, d] = start;
  if (d === undefined) return false;
  return (a === 0 && c === 0 && b !== 0 && d !== 0) ||
    (a !== 0 && c !== 0 && b === 0 && d === 0);
}
