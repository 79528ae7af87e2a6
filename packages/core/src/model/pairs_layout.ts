import {
  expectFileBytes,
  expectInHeader,
  HEADER_BYTES,
  newHeader,
  openHeader,
} from "./_header.ts";

/** What `pairs.bin` begins with. */
const KIND = { magic: "KNDPAIRS", format: 1 };

/** How many training pairs a model folder tells. */
export interface PairsShape {
  /** How many items there are. */
  itemCount: number;
  /** How many partners all items have together: a pair counts for both its items. */
  partnerCount: number;
}

/**
 * Where things are in a file of training pairs, in bytes; all little-endian:
 *
 * - a header;
 * - where each item's partners begin, and the last's end, uint32
 *   `[itemCount + 1]`;
 * - rows of the partners, ascending for each item, uint32 `[partnerCount]`;
 * - weights of the pairs, float32 `[partnerCount]`.
 *
 * An item of many pairs may have only its strongest.
 */
export interface PairsLayout {
  /** Where the beginnings are. */
  starts: number;
  /** Where the partners' rows are. */
  rows: number;
  /** Where the weights are. */
  weights: number;
  /** Length of the file. */
  bytes: number;
}

/**
 * Returns where things are in a file of training pairs.
 *
 * @param shape How large it is.
 */
export function pairsLayout(
  { itemCount, partnerCount }: PairsShape,
): PairsLayout {
  const rows = HEADER_BYTES + 4 * (itemCount + 1);
  const weights = rows + 4 * partnerCount;
  return {
    starts: HEADER_BYTES,
    rows,
    weights,
    bytes: weights + 4 * partnerCount,
  };
}

/**
 * Returns the header of a file of training pairs.
 *
 * @param shape How large it is.
 * @returns uint8, shape `[64]`.
 */
export function encodePairsHeader(
  { itemCount, partnerCount }: PairsShape,
): Uint8Array<ArrayBuffer> {
  const { bytes, view } = newHeader(KIND);
  view.setUint32(12, itemCount, true);
  view.setUint32(16, partnerCount, true);
  return bytes;
}

/**
 * Reads the header of a file of training pairs.
 *
 * @param bytes The first 64 bytes, or all where there are fewer.
 * @param path The file, for messages.
 * @param fileBytes Its length.
 * @throws {ArtifactError} If it is no such file, or cut short.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export function decodePairsHeader(
  bytes: Uint8Array,
  path: string,
  fileBytes: number,
): PairsShape {
  const view = openHeader(bytes, KIND, path);
  const shape = {
    itemCount: view.getUint32(12, true),
    partnerCount: view.getUint32(16, true),
  };
  expectInHeader(
    shape.itemCount >= 1,
    path,
    "it must tell of 1 item or more",
    shape.itemCount,
  );
  expectFileBytes(path, pairsLayout(shape).bytes, fileBytes);
  return shape;
}
