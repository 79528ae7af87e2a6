import { ArtifactError, type ModelItem } from "@kindred/core";

const isText = (value: unknown): boolean => typeof value === "string";

/** Each field of a line, what it must be in words, and whether it is. */
const FIELDS: readonly [
  name: keyof ModelItem,
  wanted: string,
  holds: (value: unknown) => boolean,
][] = [
  ["id", "a text", isText],
  ["title", "a text or null", (value) => value === null || isText(value)],
  ["brand", "a text or null", (value) => value === null || isText(value)],
  [
    "price",
    "a number or null",
    (value) => value === null || Number.isFinite(value),
  ],
  [
    "categories",
    "a list of texts",
    (value) => Array.isArray(value) && value.every(isText),
  ],
  [
    "pairs",
    "a whole number >= 0",
    (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  ],
];

/** Refuses bytes that are no UTF-8, which would else become other letters. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads one line of a model's items.
 *
 * @param line The line, JSON in UTF-8.
 * @param path Its file, for messages.
 * @param row Its row, 0-based; messages tell lines, 1-based.
 * @returns The item, with no other fields than it should have.
 * @throws {ArtifactError} If it is no JSON, or a field is missing or another.
 */
export function parseItem(
  line: Uint8Array,
  path: string,
  row: number,
): ModelItem {
  const complaint = (wanted: string, got: string, cause?: unknown) =>
    new ArtifactError(
      `Cannot read "${path}", line ${row + 1}: ${wanted}, got ${got}`,
      path,
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(line));
  } catch (cause) {
    throw complaint(
      "it must be JSON in UTF-8",
      (cause as Error).message,
      cause,
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw complaint("it must be a JSON object", excerpt(value));
  }
  const record = value as Record<keyof ModelItem, unknown>;
  for (const [name, wanted, holds] of FIELDS) {
    if (!holds(record[name])) {
      throw complaint(`"${name}" must be ${wanted}`, excerpt(record[name]));
    }
  }
  const { id, title, brand, price, categories, pairs } = value as ModelItem;
  return { id, title, brand, price, categories, pairs };
}

function excerpt(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value).slice(0, 100);
}
