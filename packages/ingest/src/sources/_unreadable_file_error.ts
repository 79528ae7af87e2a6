import { KindredError } from "@kindred/core";

/**
 * Returns the error for a source that the file system will not read.
 *
 * @param path The source, as it was named.
 * @param cause What the file system said.
 */
export function unreadableFileError(
  path: string,
  cause: NodeJS.ErrnoException,
): KindredError {
  const found = {
    ENOENT: "no such file",
    ENOTDIR: "no such file",
    EISDIR: "a folder",
    EACCES: "no permission",
  }[cause.code ?? ""] ?? cause.message;
  return new KindredError(
    `Cannot read "${path}": it must be a readable file, got ${found}`,
    { cause },
  );
}
