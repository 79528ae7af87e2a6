import { parseLooseJson } from "../loose_json/parse_loose_json.ts";

/** Lines that are tried. */
const LINES = 20;

/**
 * Returns the keys of the first records among some lines, of JSON or of Python
 * literals, in the order of first sight.
 *
 * @param head Lines; the last one may be cut short.
 * @returns Null if no line is a record.
 */
export function jsonKeys(head: Uint8Array): string[] | null {
  const keys = new Set<string>();
  let isFound = false;
  const lines = new TextDecoder().decode(head).split("\n", LINES);
  for (const line of lines) {
    try {
      const value = parseLooseJson(line.trim());
      if (!(value instanceof Map)) continue;
      isFound = true;
      for (const key of value.keys()) keys.add(key);
    } catch {
      // Broken lines are counted when the source is read.
    }
  }
  return isFound ? [...keys] : null;
}
