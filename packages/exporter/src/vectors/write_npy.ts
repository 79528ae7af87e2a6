import { type EmbeddingTable, KindredError } from "@kindred/core";
import { TableFile } from "../table_file.ts";
import { writeLines } from "../write_lines.ts";

/** The header of an .npy file ends at a multiple of this. */
const ALIGNMENT = 64;

/**
 * Writes vectors as a NumPy array (`numpy.load` reads it), float32, shape
 * `[items, dimensions]`, and the id of each row, one a line.
 *
 * @param path A file that does not exist yet, for the array.
 * @param idsPath Another, for the ids.
 * @param table The vectors.
 * @param ids The id of each row.
 * @param signal Stops the writing when it is aborted. Default: never.
 * @throws {KindredError} If an id holds a line end.
 */
export async function writeNpy(
  path: string,
  idsPath: string,
  { values, itemCount, dimensions }: EmbeddingTable,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const broken = ids.find((id) => /[\r\n]/.test(id));
  if (broken !== undefined) {
    throw new KindredError(
      `Cannot write ids as lines: they must be without line ends, got ${
        JSON.stringify(broken)
      }`,
    );
  }
  const header =
    `{'descr': '<f4', 'fortran_order': False, 'shape': (${itemCount}, ${dimensions}), }`;
  const before = 10;
  const length = Math.ceil((before + header.length + 1) / ALIGNMENT) *
      ALIGNMENT - before;
  const bytes = new TextEncoder().encode(
    "?NUMPY\x01\0" + "??" + header.padEnd(length - 1) + "\n",
  );
  bytes[0] = 0x93;
  new DataView(bytes.buffer).setUint16(8, length, true);
  const file = await TableFile.create(path, signal);
  try {
    await file.write(bytes, 0);
    await file.write(values, bytes.length);
  } finally {
    await file.close();
  }
  await writeLines(idsPath, ids, signal);
}
