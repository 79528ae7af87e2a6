import {
  expectFileBytes,
  expectInHeader,
  HEADER_BYTES,
  newHeader,
  openHeader,
} from "./_header.ts";

/** What `index.usearch` ends with. */
const KIND = { magic: "KNDINDEX", format: 1 };

/** Bytes of the footer of {@linkcode VectorIndexShape}. */
export const VECTOR_INDEX_FOOTER_BYTES = HEADER_BYTES;

/**
 * What the approximate index of a model's vectors is made of. Its file is one of
 * usearch, which reads no further than its own end, with a table and a footer
 * behind it.
 */
export interface VectorIndexShape {
  /** How many items the model has. */
  itemCount: number;
  /** How many of them a training pair holds: those are in the index. */
  candidateCount: number;
  /** Numbers in a vector of the model. */
  dimensions: number;
  /** Whether a pair's product crosses the halves of its vectors. */
  crossed: boolean;
  /** The model's one number for all pairs. */
  globalBias: number;
  /** How many candidates a search should keep in sight, a whole number >= 1. */
  expansion: number;
  /** Which part of the ten best it then finds, in `[0, 1]`, as was measured. */
  recallAt10: number;
  /** Length of the part that usearch wrote. */
  bodyBytes: number;
}

/**
 * Where things are in the approximate index, in bytes; all little-endian:
 *
 * - what usearch wrote, which begins with two uint32 and then has a vector a
 *   candidate, float16 `[candidateCount, dimensions + 2]`: the model's, its bias,
 *   and a number that makes all of them equally long;
 * - the candidates' rows, ascending, uint32 `[candidateCount]`;
 * - the footer.
 */
export interface VectorIndexLayout {
  /** Numbers in a vector of the index. */
  width: number;
  /** Where the first candidate's vector begins. */
  vectors: number;
  /** Length of a vector. */
  vector: number;
  /** Where the candidates' rows begin. */
  rows: number;
  /** Length of the file. */
  bytes: number;
}

/**
 * Returns where things are in an approximate index.
 *
 * @param shape What it is made of.
 */
export function vectorIndexLayout(
  { candidateCount, dimensions, bodyBytes }: Pick<
    VectorIndexShape,
    "candidateCount" | "dimensions" | "bodyBytes"
  >,
): VectorIndexLayout {
  const width = dimensions + 2;
  return {
    width,
    vectors: 8,
    vector: 2 * width,
    rows: bodyBytes,
    bytes: bodyBytes + 4 * candidateCount + VECTOR_INDEX_FOOTER_BYTES,
  };
}

/**
 * Returns the footer of an approximate index.
 *
 * @param shape What it is made of.
 * @returns uint8, shape `[64]`.
 */
export function encodeVectorIndexFooter(
  shape: VectorIndexShape,
): Uint8Array<ArrayBuffer> {
  const { bytes, view } = newHeader(KIND);
  view.setUint32(12, shape.itemCount, true);
  view.setUint32(16, shape.candidateCount, true);
  view.setUint32(20, shape.dimensions, true);
  view.setUint32(24, Number(shape.crossed), true);
  view.setUint32(28, shape.expansion, true);
  view.setFloat32(32, shape.recallAt10, true);
  view.setFloat32(36, shape.globalBias, true);
  view.setBigUint64(40, BigInt(shape.bodyBytes), true);
  return bytes;
}

/**
 * Reads the footer of an approximate index.
 *
 * @param bytes The last 64 bytes, or all where there are fewer.
 * @param path The file, for messages.
 * @param fileBytes Its length.
 * @throws {ArtifactError} If it is no such file, or cut short.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export function decodeVectorIndexFooter(
  bytes: Uint8Array,
  path: string,
  fileBytes: number,
): VectorIndexShape {
  const view = openHeader(bytes, KIND, path);
  const shape: VectorIndexShape = {
    itemCount: view.getUint32(12, true),
    candidateCount: view.getUint32(16, true),
    dimensions: view.getUint32(20, true),
    crossed: view.getUint32(24, true) === 1,
    expansion: view.getUint32(28, true),
    recallAt10: view.getFloat32(32, true),
    globalBias: view.getFloat32(36, true),
    bodyBytes: Number(view.getBigUint64(40, true)),
  };
  const { itemCount, candidateCount, expansion } = shape;
  expectInHeader(
    candidateCount >= 1 && candidateCount <= itemCount,
    path,
    `it must hold 1 to ${itemCount} items`,
    candidateCount,
  );
  expectInHeader(
    expansion >= 1,
    path,
    "its expansion must be 1 or more",
    expansion,
  );
  expectFileBytes(path, vectorIndexLayout(shape).bytes, fileBytes);
  return shape;
}
