import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";

/** Where the sample catalogue is committed, relative to the repository. */
export const SAMPLE_PATH = "apps/cli/sample/meta_Pantry.json.gz";

const SAMPLE_URL = new URL(`../../${SAMPLE_PATH}`, import.meta.url);

/** Returns the text of the committed sample, `undefined` if there is none. */
export async function readSample(): Promise<string | undefined> {
  try {
    return gunzipSync(await readFile(SAMPLE_URL)).toString("utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Writes the sample, compressed.
 *
 * @returns The size of the file, in bytes.
 */
export async function writeSample(text: string): Promise<number> {
  const bytes = gzipSync(text, { level: 9 });
  await mkdir(new URL(".", SAMPLE_URL), { recursive: true });
  await writeFile(SAMPLE_URL, bytes);
  return bytes.length;
}
