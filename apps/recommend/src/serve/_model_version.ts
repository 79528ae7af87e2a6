import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** The model that a folder stands for at the moment. */
export interface ModelVersion {
  /** The folder that holds its files. */
  directory: string;
  /** Changes whenever another model is there; null where there is none. */
  stamp: string | null;
}

/**
 * Looks which model a folder stands for: its own, or the version that its pointer
 * file `latest` names. Reads no more than that: it is asked every few seconds.
 *
 * @param directory A model folder or a folder of versions.
 */
export async function modelVersion(directory: string): Promise<ModelVersion> {
  const own = await stampOf(directory);
  if (own !== null) return { directory, stamp: own };
  const pointer = await readFile(join(directory, "latest"), "utf8")
    .then((text) => text.trim(), () => "");
  // Whatever else it holds, the one who opens the folder refuses.
  const version = /^[^/\\\0\n]+$/.test(pointer) && !/^\.\.?$/.test(pointer)
    ? join(directory, pointer)
    : directory;
  return { directory: version, stamp: await stampOf(version) };
}

async function stampOf(directory: string): Promise<string | null> {
  try {
    const { ino, size, mtimeMs } = await stat(join(directory, "manifest.json"));
    return `${directory} ${ino} ${size} ${mtimeMs}`;
  } catch {
    return null;
  }
}
