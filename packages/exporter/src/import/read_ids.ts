import { readFile } from "node:fs/promises";
import { importError } from "./imported_vectors.ts";

/**
 * Reads ids, one a line.
 *
 * @param path The file, UTF-8; its last line may lack its end.
 * @throws {KindredError} If it is not UTF-8.
 */
export async function readIds(path: string): Promise<string[]> {
  const bytes = await readFile(path);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw importError(path, "", "it must be UTF-8", "other bytes");
  }
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
