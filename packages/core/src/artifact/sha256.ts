import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/**
 * Returns the sha256 of a text (as UTF-8) or of bytes, in hex.
 *
 * @param data A text, or bytes as uint8.
 * @returns 64 lower-case hexadecimal digits.
 */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * Returns the sha256 of a file in hex, reading it in pieces.
 *
 * @param path The file.
 * @returns 64 lower-case hexadecimal digits.
 * @throws The file system's error if it cannot be read.
 */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (
    const piece of createReadStream(path, { highWaterMark: 1 << 20 })
  ) {
    hash.update(piece as Uint8Array);
  }
  return hash.digest("hex");
}
