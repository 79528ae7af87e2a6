import { readFile, writeFile } from "node:fs/promises";
import { ArtifactError } from "../errors/artifact_error.ts";

/**
 * Writes a value as indented JSON with a final newline.
 *
 * @param path A file that does not exist yet.
 * @param value Anything that JSON can say.
 * @throws The file system's error if the file exists or cannot be written.
 */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, JSON.stringify(value, null, 2) + "\n", { flag: "wx" });
}

/**
 * Reads a JSON file of an artifact.
 *
 * @param path The file.
 * @returns Its value, unchecked.
 * @throws {ArtifactError} If it is missing or no JSON.
 */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new ArtifactError(
      `Cannot read "${path}": it must be JSON, got ${(cause as Error).message}`,
      path,
      { cause },
    );
  }
}
