import {
  expectFileBytes,
  expectInHeader,
  HEADER_BYTES,
  newHeader,
  openHeader,
} from "./_header.ts";

/** What `lists.bin` begins with. */
const KIND = { magic: "KNDLISTS", format: 1 };

/** The only kind of score that there is: a probability, float32. */
const PROBABILITY = 1;

/** Fills lists that are shorter than the others. */
export const NO_NEIGHBOUR = 0xffffffff;

/** How large the neighbour lists of a model are. */
export interface ListsShape {
  /** How many items there are: each has a list. */
  itemCount: number;
  /** How many neighbours a list has room for, a whole number >= 1. */
  n: number;
}

/**
 * Where things are in a file of neighbour lists, in bytes: a header, then rows
 * uint32 `[itemCount, n]`, best first, filled up with {@linkcode NO_NEIGHBOUR},
 * then their probabilities float32 `[itemCount, n]`, filled up with 0; all
 * little-endian. It can be mapped into memory, and a list is read by its place.
 */
export interface ListsLayout {
  /** Where the first list's rows begin. */
  rows: number;
  /** Where the first list's probabilities begin. */
  probabilities: number;
  /** Length of either part of one list. */
  list: number;
  /** Length of the file. */
  bytes: number;
}

/**
 * Returns where things are in a file of neighbour lists.
 *
 * @param shape How large the lists are.
 *
 * @example
 * ```ts
 * import { listsLayout } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * const { rows, list } = listsLayout({ itemCount: 1000, n: 100 });
 * assert.equal(rows + 7 * list, 64 + 4 * 100 * 7); // The list of row 7.
 * ```
 */
export function listsLayout({ itemCount, n }: ListsShape): ListsLayout {
  const list = 4 * n;
  const probabilities = HEADER_BYTES + itemCount * list;
  return {
    rows: HEADER_BYTES,
    probabilities,
    list,
    bytes: probabilities + itemCount * list,
  };
}

/**
 * Returns the header of a file of neighbour lists.
 *
 * @param shape How large the lists are.
 * @returns uint8, shape `[64]`.
 */
export function encodeListsHeader(
  { itemCount, n }: ListsShape,
): Uint8Array<ArrayBuffer> {
  const { bytes, view } = newHeader(KIND);
  view.setUint32(12, itemCount, true);
  view.setUint32(16, n, true);
  view.setUint32(20, PROBABILITY, true);
  return bytes;
}

/**
 * Reads the header of a file of neighbour lists.
 *
 * @param bytes The first 64 bytes, or all where there are fewer.
 * @param path The file, for messages.
 * @param fileBytes Its length.
 * @throws {ArtifactError} If it is no such file, or cut short.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export function decodeListsHeader(
  bytes: Uint8Array,
  path: string,
  fileBytes: number,
): ListsShape {
  const view = openHeader(bytes, KIND, path);
  const shape = {
    itemCount: view.getUint32(12, true),
    n: view.getUint32(16, true),
  };
  expectInHeader(
    shape.n >= 1,
    path,
    "its lists must have room for 1 item or more",
    shape.n,
  );
  const scoreType = view.getUint32(20, true);
  expectInHeader(
    scoreType === PROBABILITY,
    path,
    `its scores must be of type ${PROBABILITY}, probabilities`,
    scoreType,
  );
  expectFileBytes(path, listsLayout(shape).bytes, fileBytes);
  return shape;
}
