import { ByteReader } from "./byte_reader.ts";
import {
  checkImported,
  type ImportedVectors,
  importError,
  newTable,
} from "./imported_vectors.ts";

const SPACE = 0x20;
const NEWLINE = 0x0a;

/** Longest id in bytes. */
const LONGEST_ID = 4096;

/**
 * Reads vectors in word2vec's binary format: a line with how many vectors there
 * are and how long they are, then for each its id, a space and its numbers,
 * float32 little-endian; a newline may come before an id.
 *
 * @param path The file.
 * @param signal Stops the reading when it is aborted. Default: never.
 * @throws {KindredError} If it is not in this format; the message names the byte.
 */
export function readWord2vecBinary(
  path: string,
  signal?: AbortSignal,
): Promise<ImportedVectors> {
  return ByteReader.with(path, signal, async (reader) => {
    const header = await reader.takeUntil(NEWLINE, 40);
    const text = header === null ? "" : new TextDecoder().decode(header);
    const [, count, length] = /^(\d{1,10}) (\d{1,10})\s*$/.exec(text) ?? [];
    const itemCount = Number(count);
    const dimensions = Number(length);
    if (!(itemCount * (4 * dimensions + 2) <= reader.left)) {
      throw importError(
        path,
        "byte 0",
        "it must begin with how many vectors there are and how long they are, and they must fit into the file",
        header === null ? "no such line" : JSON.stringify(text),
      );
    }
    const table = newTable(path, "byte 0", itemCount, dimensions);
    const bytes = new Uint8Array(table.values.buffer);
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const ids: string[] = [];
    for (let row = 0; row < itemCount; row++) {
      const start = reader.position;
      const name = await reader.takeUntil(SPACE, LONGEST_ID);
      ids.push(readId(path, start, name, decoder));
      const at = 4 * row * dimensions;
      await reader.fill(bytes.subarray(at, at + 4 * dimensions));
    }
    const rest = await reader.take(Math.min(reader.left, 2));
    if (rest.length > 1 || (rest.length === 1 && rest[0] !== NEWLINE)) {
      throw importError(
        path,
        `byte ${reader.position - rest.length}`,
        `it must end after ${itemCount} vectors`,
        "more bytes",
      );
    }
    return checkImported(path, { table, ids });
  });
}

function readId(
  path: string,
  start: number,
  bytes: Uint8Array | null,
  decoder: InstanceType<typeof TextDecoder>,
): string {
  try {
    if (bytes === null) throw new TypeError();
    return decoder.decode(bytes[0] === NEWLINE ? bytes.subarray(1) : bytes);
  } catch {
    throw importError(
      path,
      `byte ${start}`,
      `there must be an id in UTF-8 of at most ${LONGEST_ID} bytes and a space`,
      "other bytes",
    );
  }
}
