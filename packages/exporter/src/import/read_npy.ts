import { fromHalf } from "../precision/half_floats.ts";
import { ByteReader } from "./byte_reader.ts";
import { importError, newTable } from "./imported_vectors.ts";
import type { EmbeddingTable } from "@kindred/core";

/** How numbers may be kept: little-endian floats of 2, 4 or 8 bytes. */
const BYTES_OF: Readonly<Record<string, number>> = {
  "<f2": 2,
  "<f4": 4,
  "<f8": 8,
};

/** Rows that are turned into single precision at a time, in numbers. */
const BLOCK = 1 << 20;

const FORMAT =
  "it must be an .npy file of floats, little-endian, row after row, with two axes";

/**
 * Reads a NumPy array of vectors.
 *
 * @param path The file: `<f4`, `<f2` or `<f8`, C order, shape `[items, dimensions]`.
 * @param signal Stops the reading when it is aborted. Default: never.
 * @throws {KindredError} If it is not in this format, or of another length.
 */
export function readNpy(
  path: string,
  signal?: AbortSignal,
): Promise<EmbeddingTable> {
  return ByteReader.with(path, signal, async (reader) => {
    const { type, shape } = await readHeader(path, reader);
    const [itemCount, dimensions] = shape;
    const bytes = BYTES_OF[type]!;
    if (itemCount * dimensions * bytes !== reader.left) {
      throw importError(
        path,
        `byte ${reader.position}`,
        `${itemCount} x ${dimensions} numbers of ${bytes} bytes must follow`,
        `${reader.left} bytes`,
      );
    }
    const table = newTable(path, "its header", itemCount, dimensions);
    const { values } = table;
    if (bytes === 4) {
      await reader.fill(new Uint8Array(values.buffer));
      return table;
    }
    for (let start = 0; start < values.length; start += BLOCK) {
      const block = new Uint8Array(
        bytes * Math.min(BLOCK, values.length - start),
      );
      await reader.fill(block);
      values.set(
        bytes === 8
          ? new Float64Array(block.buffer)
          : Float32Array.from(new Uint16Array(block.buffer), fromHalf),
        start,
      );
    }
    return table;
  });
}

async function readHeader(
  path: string,
  reader: ByteReader,
): Promise<{ type: string; shape: [number, number] }> {
  const refuse = (got: string) => importError(path, "byte 0", FORMAT, got);
  if (reader.left < 10) throw refuse(`${reader.left} bytes`);
  const magic = await reader.take(8);
  const major = magic[6]!;
  if (
    String.fromCharCode(...magic.subarray(1, 6)) !== "NUMPY" ||
    magic[0] !== 0x93 || major < 1 || major > 3
  ) throw refuse("another beginning");
  const size = await reader.take(major === 1 ? 2 : 4);
  const length = size.reduceRight((sum, byte) => sum * 256 + byte, 0);
  if (length > Math.min(reader.left, 1 << 16)) {
    throw refuse(`a header of ${length} bytes`);
  }
  const header = new TextDecoder().decode(await reader.take(length));
  const [, type] = /'descr':\s*'([^']*)'/.exec(header) ?? [];
  const [, order] = /'fortran_order':\s*(True|False)/.exec(header) ?? [];
  const [, rows, columns] = /'shape':\s*\((\d+), (\d+)\)/.exec(header) ?? [];
  if (
    type === undefined || !Object.hasOwn(BYTES_OF, type) || order !== "False" ||
    columns === undefined
  ) throw refuse(header.trim());
  return { type, shape: [Number(rows), Number(columns)] };
}
