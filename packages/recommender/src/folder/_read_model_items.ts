import { ArtifactError, type ModelItem } from "@kindred/core";
import { createReadStream } from "node:fs";

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

/**
 * Reads the items of a model, one JSON object a line.
 *
 * @param path The file.
 * @param itemCount How many lines it must have.
 * @returns The items in row order.
 * @throws {ArtifactError} If a line is no item, if an id occurs twice, or if
 * there are more or fewer lines; the message names the line, 1-based.
 */
export async function readModelItems(
  path: string,
  itemCount: number,
): Promise<ModelItem[]> {
  const items: ModelItem[] = [];
  const lineById = new Map<string, number>();
  for await (const lines of linesOf(path)) {
    for (const line of lines) {
      const item = parseItem(line, `"${path}", line ${items.length + 1}`, path);
      const first = lineById.get(item.id);
      if (first !== undefined) {
        throw new ArtifactError(
          `Cannot read "${path}", line ${
            items.length + 1
          }: ids must be distinct, got "${item.id}" of line ${first} again`,
          path,
        );
      }
      items.push(item);
      lineById.set(item.id, items.length);
    }
  }
  if (items.length !== itemCount) {
    throw new ArtifactError(
      `Cannot read "${path}": it must have ${itemCount} lines, got ${items.length}`,
      path,
    );
  }
  return items;
}

function parseItem(line: string, place: string, path: string): ModelItem {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new ArtifactError(
      `Cannot read ${place}: it must be JSON, got ${(cause as Error).message}`,
      path,
      { cause },
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ArtifactError(
      `Cannot read ${place}: it must be a JSON object, got ${excerpt(value)}`,
      path,
    );
  }
  const record = value as Record<keyof ModelItem, unknown>;
  for (const [name, wanted, holds] of FIELDS) {
    if (!holds(record[name])) {
      throw new ArtifactError(
        `Cannot read ${place}: "${name}" must be ${wanted}, got ${
          excerpt(record[name])
        }`,
        path,
      );
    }
  }
  const { id, title, brand, price, categories, pairs } = value as ModelItem;
  return { id, title, brand, price, categories, pairs };
}

function excerpt(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value).slice(0, 100);
}

/** Yields the lines of a file, as many at once as a piece of it holds. */
async function* linesOf(path: string): AsyncGenerator<string[]> {
  let rest = "";
  // Streamed: the file of a large catalogue is longer than a string may be.
  const pieces = createReadStream(path, {
    encoding: "utf8",
    highWaterMark: 1 << 20,
  });
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop()!;
    yield lines;
  }
  if (rest !== "") yield [rest];
}
