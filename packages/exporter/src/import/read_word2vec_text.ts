import { stat } from "node:fs/promises";
import { textLines } from "./_text_lines.ts";
import {
  checkImported,
  type ImportedVectors,
  importError,
  newTable,
} from "./imported_vectors.ts";

/** What a number looks like: what `Number` takes beyond that is none. */
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/**
 * Reads vectors as word2vec text: a line with how many vectors there are and how
 * long they are, then for each its id and its numbers, parted by single spaces. An
 * id may hold spaces.
 *
 * @param path The file, UTF-8.
 * @param signal Stops the reading when it is aborted. Default: never.
 * @throws {KindredError} If it is not in this format; the message names the line.
 */
export async function readWord2vecText(
  path: string,
  signal?: AbortSignal,
): Promise<ImportedVectors> {
  const { size } = await stat(path);
  const ids: string[] = [];
  let table: ImportedVectors["table"] | undefined;
  let at = 0;
  for await (const line of textLines(path, signal)) {
    const where = `line ${++at}`;
    if (table === undefined) {
      table = readHeader(path, line, size);
      continue;
    }
    const { itemCount, dimensions, values } = table;
    if (ids.length === itemCount) {
      throw importError(
        path,
        where,
        `it must end after ${itemCount} vectors, as its first line says`,
        "another line",
      );
    }
    // word2vec itself ends each line with a space.
    const fields = (line.endsWith(" ") ? line.slice(0, -1) : line).split(" ");
    if (fields.length <= dimensions) {
      throw importError(
        path,
        where,
        `it must have an id and ${dimensions} numbers`,
        `${fields.length} words`,
      );
    }
    const first = fields.length - dimensions;
    for (let i = 0; i < dimensions; i++) {
      const field = fields[first + i]!;
      if (!NUMBER.test(field)) {
        throw importError(
          path,
          where,
          `word ${first + i + 1} must be a number`,
          JSON.stringify(field),
        );
      }
      values[ids.length * dimensions + i] = Number(field);
    }
    ids.push(fields.slice(0, first).join(" "));
  }
  if (table === undefined || ids.length < table.itemCount) {
    throw importError(
      path,
      `line ${at + 1}`,
      `there must be ${table?.itemCount ?? "a number of"} vectors`,
      `the end after ${ids.length}`,
    );
  }
  return checkImported(path, { table, ids });
}

/** Reads the first line, which is not believed more than the file can hold. */
function readHeader(
  path: string,
  line: string,
  size: number,
): ImportedVectors["table"] {
  const [, count, length] = /^(\d{1,10}) (\d{1,10})$/.exec(line) ?? [];
  // A number takes two bytes at least, with its space.
  if (count === undefined || 2 * Number(count) * Number(length) > size) {
    throw importError(
      path,
      "line 1",
      "it must say how many vectors there are and how long they are, and they must fit into the file",
      JSON.stringify(line.slice(0, 40)),
    );
  }
  return newTable(path, "line 1", Number(count), Number(length));
}
