import { KindredError } from "@kindred/core";
import { sha256OfFile } from "@kindred/core/artifact";
import { stat } from "node:fs/promises";
import type { Wheel } from "./pins.ts";

/**
 * Refuses a file that is not the pinned one.
 *
 * @param path The file.
 * @param wheel What it must be.
 * @throws {KindredError} If its size or sha256 is another.
 */
export async function verifyFile(
  path: string,
  { file, bytes, sha256 }: Pick<Wheel, "file" | "bytes" | "sha256">,
): Promise<void> {
  const { size } = await stat(path);
  if (size !== bytes) throw refused("size", `${bytes} bytes`, `${size}`);
  const found = await sha256OfFile(path);
  if (found !== sha256) throw refused("sha256", sha256, found);

  function refused(what: string, wanted: string, got: string): KindredError {
    return new KindredError(
      `Cannot use the downloaded ${file}: its ${what} must be ${wanted}, got ${got}`,
    );
  }
}
