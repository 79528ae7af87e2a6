import { open } from "node:fs/promises";

/** Characters that are written at a time. */
const BLOCK = 1 << 20;

/**
 * Writes lines, holding a block of them at a time.
 *
 * @param path A file that does not exist yet.
 * @param lines The lines, without their ends.
 * @param signal Stops the writing when it is aborted. Default: never.
 */
export async function writeLines(
  path: string,
  lines: Iterable<string>,
  signal?: AbortSignal,
): Promise<void> {
  const file = await open(path, "wx");
  try {
    let block: string[] = [];
    let length = 0;
    for (const line of lines) {
      block.push(line, "\n");
      length += line.length;
      if (length < BLOCK) continue;
      signal?.throwIfAborted();
      await file.writeFile(block.join(""));
      block = [];
      length = 0;
    }
    await file.writeFile(block.join(""));
  } finally {
    await file.close();
  }
}
