// What the tests of the readers share.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";

/** Two vectors of three numbers. */
export const NUMBERS: number[] = [1, -2.5, 0.125, 0, 3e-5, 7];

/** A table of {@linkcode NUMBERS}. */
export const TABLE = {
  values: Float32Array.from(NUMBERS),
  itemCount: 2,
  dimensions: 3,
};

/** Writes a file, hands its path to `use`, and removes it whatever happens. */
export function withFile(
  name: string,
  content: string | Uint8Array,
  use: (path: string, folder: string) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const path = join(folder, name);
    await writeFile(path, content);
    await use(path, folder);
  });
}

/**
 * Asserts that reading a file with each content is refused as told.
 *
 * @param name Name of the file.
 * @param read What reads it.
 * @param cases Each content with what the message says behind the path.
 */
export async function assertRefused(
  name: string,
  read: (path: string) => Promise<unknown>,
  cases: readonly [content: string | Uint8Array, message: string][],
): Promise<void> {
  for (const [content, message] of cases) {
    await withFile(name, content, async (path) => {
      await assert.rejects(read(path), {
        name: "KindredError",
        message: `Cannot read "${path}"${message}`,
      });
    });
  }
}

/** The bytes of texts and of numbers in single precision, one after the other. */
export function bytesOf(...parts: (string | number[])[]): Uint8Array {
  const encoder = new TextEncoder();
  return new Uint8Array(
    parts.flatMap((part) =>
      typeof part === "string"
        ? [...encoder.encode(part)]
        : [...new Uint8Array(Float32Array.from(part).buffer)]
    ),
  );
}
