// The key of an id in a table: three int32 words, and where to look for them.

/** Ids of up to this many bytes are whole in their key. */
export const SHORT = 11;

/** Int32 words a slot: three of key, and the code plus 1, or 0 if it is free. */
export const SLOT_WORDS = 4;

/** Bytes for reading words of four. */
export function viewOf(bytes: Uint8Array): DataView<ArrayBufferLike> {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The first `length` bytes of a little-endian word. */
export function firstBytes(word: number, length: number): number {
  if (length >= 4) return word;
  return length <= 0 ? 0 : word & ((1 << (length << 3)) - 1);
}

/** The first `length` bytes from `start` on, at most four, as a word. */
export function shortWord(
  bytes: Uint8Array,
  start: number,
  length: number,
): number {
  let word = 0;
  for (let i = 0; i < length && i < 4; i++) {
    word |= bytes[start + i]! << (i << 3);
  }
  return word;
}

/** Mixes all bytes of a long id. */
export function hashOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  seed: number,
): number {
  let hash = seed;
  for (let i = start; i < end; i++) {
    hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

/**
 * Returns the word where the search for a key begins. Each bit of the key moves
 * each bit of the hash (the finish of MurmurHash3): ids that count up, or differ
 * in one place, spread evenly.
 */
export function firstSlot(
  a: number,
  b: number,
  c: number,
  capacity: number,
): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ b;
  hash = Math.imul(hash ^ hash >>> 15, 0x85ebca6b) ^ c;
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return Math.floor((hash >>> 0) * capacity / 2 ** 32) * SLOT_WORDS;
}
