import {
  ArtifactError,
  ArtifactVersionError,
} from "../errors/artifact_error.ts";

/** Bytes that tell what a binary file of a model is: a header, or a footer. */
export const HEADER_BYTES = 64;

/** Bytes of the text that names the format. */
const MAGIC_BYTES = 8;

/** What a kind of file calls itself. */
export interface HeaderKind {
  /** The text that it begins with: 8 ASCII characters. */
  magic: string;
  /** The format that this release writes and reads, from 1. */
  format: number;
}

/**
 * Returns a header: the magic text, the format, zeros.
 *
 * @param kind What the file is.
 * @returns uint8, shape `[64]`, and a view to write the rest from byte 12.
 */
export function newHeader(
  { magic, format }: HeaderKind,
): { bytes: Uint8Array<ArrayBuffer>; view: DataView } {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(new TextEncoder().encode(magic));
  const view = new DataView(bytes.buffer);
  view.setUint32(MAGIC_BYTES, format, true);
  return { bytes, view };
}

/**
 * Checks that a file is of a kind and of a format that this release reads.
 *
 * @param bytes The header, uint8, shape `[64]`; shorter where the file is.
 * @param kind What the file should be.
 * @param path The file, for messages.
 * @returns A view to read the rest from byte 12.
 * @throws {ArtifactError} If the header is cut short, or the magic text is another.
 * @throws {ArtifactVersionError} If the format is newer.
 */
export function openHeader(
  bytes: Uint8Array,
  { magic, format }: HeaderKind,
  path: string,
): DataView {
  if (bytes.length < HEADER_BYTES) {
    throw new ArtifactError(
      `Cannot read "${path}": it must have ${HEADER_BYTES} bytes or more, got ${bytes.length}`,
      path,
    );
  }
  const found = String.fromCharCode(...bytes.subarray(0, MAGIC_BYTES));
  if (found !== magic) {
    throw new ArtifactError(
      `Cannot read "${path}": it must be marked ${JSON.stringify(magic)}, got ${
        JSON.stringify(found)
      }`,
      path,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const version = view.getUint32(MAGIC_BYTES, true);
  if (version > format) throw new ArtifactVersionError(path, version, format);
  return view;
}

/**
 * Throws unless a number of a header is in its range.
 *
 * @param holds Whether it is.
 * @param path The file.
 * @param wanted What must hold: `its table must have a power of two places`.
 * @param found The number.
 */
export function expectInHeader(
  holds: boolean,
  path: string,
  wanted: string,
  found: number,
): void {
  if (holds) return;
  throw new ArtifactError(
    `Cannot read "${path}": ${wanted}, got ${found}`,
    path,
  );
}

/** Throws unless a file has the length that its header tells. */
export function expectFileBytes(
  path: string,
  expected: number,
  found: number,
): void {
  if (found === expected) return;
  throw new ArtifactError(
    `Cannot read "${path}": it must have ${expected} bytes, got ${found}`,
    path,
  );
}
