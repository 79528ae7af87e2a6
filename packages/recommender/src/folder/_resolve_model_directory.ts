import { ArtifactError } from "@kindred/core";
import { MANIFEST_NAME } from "@kindred/core/artifact";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Names the version to open, in a folder of versions. */
const POINTER_NAME = "latest";

/**
 * Returns the folder that holds the manifest: `directory` itself, or the
 * version beside its pointer file `latest`.
 *
 * @param directory A model folder or a folder of versions.
 * @throws {ArtifactError} If the pointer is no plain folder name.
 */
export async function resolveModelDirectory(
  directory: string,
): Promise<string> {
  const isModel = await stat(join(directory, MANIFEST_NAME))
    .then(() => true, () => false);
  if (isModel) return directory;
  const path = join(directory, POINTER_NAME);
  const pointer = await readFile(path, "utf8").catch(() => null);
  if (pointer === null) return directory;
  const name = pointer.trim();
  // A pointer must not lead out of its folder.
  if (name === "" || name === "." || name === ".." || /[/\\\0\n]/.test(name)) {
    throw new ArtifactError(
      `Cannot read "${path}": it must hold the name of a folder beside it, got ${
        JSON.stringify(name.slice(0, 100))
      }`,
      path,
    );
  }
  return join(directory, name);
}
