import { fnv1a } from "./fnv1a.ts";
import {
  expectFileBytes,
  expectInHeader,
  HEADER_BYTES,
  newHeader,
  openHeader,
} from "./_header.ts";

/** What `items.index` begins with. */
const KIND = { magic: "KNDITEMS", format: 1 };

/** How large the index of a model's items is. */
export interface ItemsIndexShape {
  /** How many items there are. */
  itemCount: number;
  /** Places of the hash table: a power of two, twice the items or more. */
  tableSize: number;
}

/**
 * Where things are in the index of a model's items, in bytes; all little-endian:
 *
 * - a header;
 * - where each line of `items.ndjson` begins, and the end of the last, uint64
 *   `[itemCount + 1]`;
 * - a hash table of rows plus 1, uint32 `[tableSize]`, 0 where a place is free:
 *   an id's row is at {@linkcode placeOfId}, or behind it before the next free
 *   place;
 * - training pairs of each item, uint32 `[itemCount]`.
 */
export interface ItemsIndexLayout {
  /** Where the lines' beginnings are. */
  offsets: number;
  /** Where the hash table is. */
  table: number;
  /** Where the numbers of training pairs are. */
  pairs: number;
  /** Length of the file. */
  bytes: number;
}

/**
 * Returns how many places the hash table of so many items has: the least power
 * of two that leaves half of them free.
 *
 * @param itemCount How many items there are, at most 2^30.
 */
export function itemsTableSize(itemCount: number): number {
  let size = 2;
  while (size < 2 * itemCount) size *= 2;
  return size;
}

/**
 * Returns the place of the hash table at which the search for an id begins.
 *
 * @param id The id.
 * @param tableSize Places of the table, a power of two.
 */
export function placeOfId(id: string, tableSize: number): number {
  return fnv1a(id) % tableSize;
}

/**
 * Returns where things are in the index of a model's items.
 *
 * @param shape How large it is.
 */
export function itemsIndexLayout(
  { itemCount, tableSize }: ItemsIndexShape,
): ItemsIndexLayout {
  const table = HEADER_BYTES + 8 * (itemCount + 1);
  const pairs = table + 4 * tableSize;
  return {
    offsets: HEADER_BYTES,
    table,
    pairs,
    bytes: pairs + 4 * itemCount,
  };
}

/**
 * Returns the header of the index of a model's items.
 *
 * @param shape How large it is.
 * @returns uint8, shape `[64]`.
 */
export function encodeItemsIndexHeader(
  { itemCount, tableSize }: ItemsIndexShape,
): Uint8Array<ArrayBuffer> {
  const { bytes, view } = newHeader(KIND);
  view.setUint32(12, itemCount, true);
  view.setUint32(16, tableSize, true);
  return bytes;
}

/**
 * Reads the header of the index of a model's items.
 *
 * @param bytes The file, or its first 64 bytes.
 * @param path The file, for messages.
 * @param fileBytes Its length.
 * @throws {ArtifactError} If it is no such file, or cut short.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export function decodeItemsIndexHeader(
  bytes: Uint8Array,
  path: string,
  fileBytes: number,
): ItemsIndexShape {
  const view = openHeader(bytes, KIND, path);
  const shape = {
    itemCount: view.getUint32(12, true),
    tableSize: view.getUint32(16, true),
  };
  const { itemCount, tableSize } = shape;
  // A table without a free place would be searched for ever.
  expectInHeader(
    tableSize >= 2 && tableSize >= 2 * itemCount &&
      (tableSize & (tableSize - 1)) === 0,
    path,
    `its table must have a power of two places, ${2 * itemCount} or more`,
    tableSize,
  );
  expectFileBytes(path, itemsIndexLayout(shape).bytes, fileBytes);
  return shape;
}
