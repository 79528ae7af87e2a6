// What the tests of records share.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { ignoreWithout } from "../_testing.ts";

const NAMED_FOLDER = Deno.env.get("KINDRED_REAL_DATA");
const REAL_DATA = NAMED_FOLDER ??
  fileURLToPath(new URL("../../../../../shared/data", import.meta.url));

/** Returns all lines of a real file, or null where it is not there. */
export function readRealLines(file: string): Uint8Array[] | null {
  const path = `${REAL_DATA}/${file}`;
  if (!existsSync(path)) return null;
  const bytes = new Uint8Array(gunzipSync(readFileSync(path)));
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

/**
 * Returns lines of a real file for a test: all where `KINDRED_REAL_DATA` names
 * its folder, else every eighth, which is quick; or null, saying so, where it is
 * not there.
 */
export function realLines(file: string): Uint8Array[] | null {
  const lines = readRealLines(file);
  if (ignoreWithout(lines !== null, `no ${file} here`)) return null;
  const step = NAMED_FOLDER === undefined ? 8 : 1;
  return lines!.filter((_, i) => i % step === 0);
}
