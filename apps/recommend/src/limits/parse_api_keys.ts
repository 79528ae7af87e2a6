import type { ApiKey } from "./api_keys.ts";

/**
 * Reads API keys from a text: one a line or between commas, each as `NAME:KEY` or as
 * the key alone, which is then called by its place. Lines that begin with `#` say
 * nothing.
 *
 * @param text The text.
 * @returns The keys, none where there are none. What keys must be is checked by
 * `createApp()`.
 */
export function parseApiKeys(text: string): ApiKey[] {
  return text.split(/\r?\n/)
    .filter((line) => !line.trimStart().startsWith("#"))
    .flatMap((line) => line.split(","))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry, i) => {
      const colon = entry.indexOf(":");
      return colon === -1
        ? { name: `key-${i + 1}`, key: entry }
        : { name: entry.slice(0, colon), key: entry.slice(colon + 1) };
    });
}
