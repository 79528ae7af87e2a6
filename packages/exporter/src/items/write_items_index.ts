import {
  ArtifactError,
  encodeItemsIndexHeader,
  itemsIndexLayout,
  itemsTableSize,
  MODEL_FILES,
  placeOfId,
} from "@kindred/core";
import { Buffer } from "node:buffer";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes the index of a model's items, laid out as `itemsIndexLayout()` of
 * `@kindred/core` says: by it an item is found without reading the others.
 *
 * @param directory The model's folder, which has its `items.ndjson` and no
 * `items.index` yet.
 * @param pairCounts Training pairs that hold each item, uint32, shape
 * `[itemCount]`.
 * @throws {ArtifactError} If there is not a line for each item, a line is no JSON
 * object with an id, or an id occurs twice; the message names the line, 1-based.
 */
export async function writeItemsIndex(
  directory: string,
  pairCounts: Uint32Array,
): Promise<void> {
  const path = join(directory, MODEL_FILES.items);
  const itemCount = pairCounts.length;
  const tableSize = itemsTableSize(itemCount);
  const layout = itemsIndexLayout({ itemCount, tableSize });
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodeItemsIndexHeader({ itemCount, tableSize }));
  const offsets = new BigUint64Array(
    bytes.buffer,
    layout.offsets,
    itemCount + 1,
  );
  const table = new Uint32Array(bytes.buffer, layout.table, tableSize);
  new Uint32Array(bytes.buffer, layout.pairs, itemCount).set(pairCounts);

  const rowOf = new Map<string, number>();
  let end = 0;
  for await (const line of linesOf(path)) {
    const row = rowOf.size;
    if (row === itemCount) throw wrongLineCount(path, itemCount, "more");
    const id = idOf(line, path, row);
    const first = rowOf.get(id);
    if (first !== undefined) {
      throw new ArtifactError(
        `Cannot read "${path}", line ${
          row + 1
        }: ids must be distinct, got "${id}" of line ${first + 1} again`,
        path,
      );
    }
    rowOf.set(id, row);
    end += line.length;
    offsets[row + 1] = BigInt(end);
    let place = placeOfId(id, tableSize);
    while (table[place] !== 0) place = (place + 1) % tableSize;
    table[place] = row + 1;
  }
  if (rowOf.size !== itemCount) {
    throw wrongLineCount(path, itemCount, `${rowOf.size}`);
  }
  await writeFile(join(directory, MODEL_FILES.itemsIndex), bytes, {
    flag: "wx",
  });
}

function wrongLineCount(
  path: string,
  wanted: number,
  found: string,
): ArtifactError {
  return new ArtifactError(
    `Cannot read "${path}": it must have ${wanted} lines, got ${found}`,
    path,
  );
}

/** Returns the id that a line tells. */
function idOf(line: Uint8Array, path: string, row: number): string {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(line));
  } catch (cause) {
    throw new ArtifactError(
      `Cannot read "${path}", line ${row + 1}: it must be JSON, got ${
        (cause as Error).message
      }`,
      path,
      { cause },
    );
  }
  const id = (value as { id?: unknown } | null)?.id;
  if (typeof id === "string") return id;
  throw new ArtifactError(
    `Cannot read "${path}", line ${row + 1}: "id" must be a text, got ${
      JSON.stringify(id) ?? "none"
    }`,
    path,
  );
}

/** Yields the lines of a file, each with its newline if it has one. */
async function* linesOf(path: string): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  for await (
    const piece of createReadStream(path, { highWaterMark: 1 << 20 })
  ) {
    let from = 0;
    for (;;) {
      const newline = piece.indexOf(NEWLINE, from);
      if (newline === -1) break;
      rest.push(piece.subarray(from, newline + 1));
      yield joined(rest);
      rest = [];
      from = newline + 1;
    }
    if (from < piece.length) rest.push(piece.subarray(from));
  }
  if (rest.length > 0) yield joined(rest);
}

const NEWLINE = 0x0a;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
