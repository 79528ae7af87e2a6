import type { Bucket } from "@kindred/recommender";
import { open } from "node:fs/promises";
import { join } from "node:path";

/** A folder as a bucket, and what was read of it. */
export interface FolderBucket extends Bucket {
  /** Keys that were read, and how many bytes of each. */
  read: [key: string, bytes: number][];
}

/**
 * Gives the files of a folder as a bucket of R2 does.
 *
 * @param folder The folder.
 */
export function folderBucket(folder: string): FolderBucket {
  const read: FolderBucket["read"] = [];
  const withFile = async <T>(
    key: string,
    use: (file: Awaited<ReturnType<typeof open>>) => Promise<T>,
  ): Promise<T | null> => {
    const file = await open(join(folder, key)).catch(() => null);
    if (file === null) return null;
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  };
  return {
    read,
    head: (key) =>
      withFile(key, async (file) => ({ size: (await file.stat()).size })),
    get: (key, { range: { offset, length } }) =>
      withFile(key, async (file) => {
        const bytes = new Uint8Array(length);
        const { bytesRead } = await file.read(bytes, 0, length, offset);
        read.push([key, bytesRead]);
        return {
          size: (await file.stat()).size,
          arrayBuffer: () => Promise.resolve(bytes.buffer.slice(0, bytesRead)),
        };
      }),
  };
}
