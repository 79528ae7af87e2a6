import { ArtifactError } from "@kindred/core";

/** Bytes of the files of a model, wherever it lies. Calls may overlap. */
export interface ModelSource {
  /**
   * Reads a part of a file.
   *
   * @param name The file's name in the model folder.
   * @param from First byte, 0-based.
   * @param to The byte behind the last.
   * @returns uint8, shape `[to - from]`; the caller must not change it.
   * @throws {ArtifactError} If the file is not there or ends before.
   * @throws {ModelUnreachableError} If whoever holds it does not give it.
   */
  read(name: string, from: number, to: number): Promise<Uint8Array>;
  /**
   * Returns the length of a file in bytes, or null where there is none.
   *
   * @param name The file's name in the model folder.
   */
  size(name: string): Promise<number | null>;
  /**
   * Returns what messages call a file, such as its whole path. Default its name.
   *
   * @param name The file's name in the model folder.
   */
  pathOf?(name: string): string;
  /** Lets go of what is held open; nothing can be read any more. */
  close?(): Promise<void>;
}

/** Returns what messages call a file of a source. */
export function pathIn(source: ModelSource, name: string): string {
  return source.pathOf?.(name) ?? name;
}

/**
 * Returns the length of a file that a model must have, in bytes.
 *
 * @param source The source.
 * @param name The file's name.
 * @throws {ArtifactError} If it is not there.
 */
export async function sizeIn(
  source: ModelSource,
  name: string,
): Promise<number> {
  const bytes = await source.size(name);
  if (bytes !== null) return bytes;
  throw noSuchFile(pathIn(source, name));
}

/** Returns the error for a file that is not there. */
export function noSuchFile(path: string, cause?: unknown): ArtifactError {
  return new ArtifactError(
    `Cannot read "${path}": it must be there, got no such file`,
    path,
    { cause },
  );
}

/** Returns the error for a file that is another one than when it was first read. */
export function changedFile(path: string, found: string): ArtifactError {
  return new ArtifactError(
    `Cannot read "${path}": it must not change while the model is in use, got ${found}`,
    path,
  );
}

/** Returns the error for a file that ends before what was asked for. */
export function cutShort(path: string, to: number, end: number): ArtifactError {
  return new ArtifactError(
    `Cannot read "${path}": it must have ${to} bytes or more, got ${end}`,
    path,
  );
}
