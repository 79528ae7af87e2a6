const encoder = new TextEncoder();

/**
 * Returns the FNV-1a hash of a text's UTF-8 bytes (Fowler, Noll and Vo: 32 bits,
 * offset basis 2166136261, prime 16777619).
 *
 * @param text Any text.
 * @returns A whole number in `[0, 2^32)`.
 *
 * @example
 * ```ts
 * import { fnv1a } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * assert.equal(fnv1a(""), 0x811c9dc5);
 * assert.equal(fnv1a("a"), 0xe40c292c);
 * ```
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Nearly all ids are ASCII, where a character is its byte.
    if (code > 0x7f) return hashBytes(encoder.encode(text));
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return hash >>> 0;
}

function hashBytes(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
