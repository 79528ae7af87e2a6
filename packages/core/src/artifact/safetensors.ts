import { open } from "node:fs/promises";
import { ArtifactError } from "../errors/artifact_error.ts";

/** One tensor of numbers in single precision. */
export interface Tensor {
  /** Length along each axis; `[]` for one number. */
  shape: number[];
  /** float32, row-major, as many as the shape says. */
  values: Float32Array;
}

/** The longest piece handed to one call of the file system, in bytes. */
const PIECE_BYTES = 1 << 28;

/**
 * Writes tensors as a safetensors file (an 8-byte length, a JSON header, then
 * the values, little-endian), the format of
 * https://github.com/huggingface/safetensors, dtype F32.
 *
 * @param path A file that does not exist yet.
 * @param tensors The tensors by name, written in this order.
 * @param metadata Texts to keep with them. Default none.
 * @throws {RangeError} If a shape does not fit its values.
 */
export async function writeSafetensors(
  path: string,
  tensors: Record<string, Tensor>,
  metadata: Record<string, string> = {},
): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (size !== values.length) {
      throw new RangeError(
        `Cannot write tensor "${name}": shape [${shape}] must hold ${size} values, got ${values.length}`,
      );
    }
    header[name] = {
      dtype: "F32",
      shape,
      data_offsets: [offset, offset + values.byteLength],
    };
    offset += values.byteLength;
  }
  // Padded with spaces so that the values begin at a multiple of 8 bytes.
  let json = JSON.stringify(header);
  json = json.padEnd(
    json.length + (8 - new TextEncoder().encode(json).length % 8) % 8,
  );
  const headerBytes = new TextEncoder().encode(json);
  const prefix = new Uint8Array(8);
  new DataView(prefix.buffer).setBigUint64(
    0,
    BigInt(headerBytes.length),
    true,
  );

  const file = await open(path, "wx");
  try {
    await file.writeFile(prefix);
    await file.writeFile(headerBytes);
    for (const { values } of Object.values(tensors)) {
      for (let at = 0; at < values.byteLength; at += PIECE_BYTES) {
        await file.writeFile(
          new Uint8Array(
            values.buffer,
            values.byteOffset + at,
            Math.min(PIECE_BYTES, values.byteLength - at),
          ),
        );
      }
    }
  } finally {
    await file.close();
  }
}

/**
 * Reads all tensors of a safetensors file of dtype F32.
 *
 * @param path The file.
 * @returns The tensors by name, and the texts kept with them.
 * @throws {ArtifactError} If it is cut short, is not in this format, or holds
 * another dtype.
 */
export async function readSafetensors(
  path: string,
): Promise<
  { tensors: Record<string, Tensor>; metadata: Record<string, string> }
> {
  const damaged = (found: string): ArtifactError =>
    new ArtifactError(
      `Cannot read "${path}": it must be a whole safetensors file of F32 tensors, got ${found}`,
      path,
    );
  const file = await open(path, "r");
  try {
    const fileBytes = (await file.stat()).size;
    if (fileBytes < 8) throw damaged(`${fileBytes} bytes`);
    const prefix = new Uint8Array(8);
    await readFully(file, prefix, 0);
    const headerLength = Number(
      new DataView(prefix.buffer).getBigUint64(0, true),
    );
    if (headerLength > fileBytes - 8) {
      throw damaged(`a header of ${headerLength} bytes in ${fileBytes}`);
    }
    const headerBytes = new Uint8Array(headerLength);
    await readFully(file, headerBytes, 8);
    let header: Record<string, unknown> | null;
    try {
      header = JSON.parse(new TextDecoder().decode(headerBytes));
    } catch {
      header = null;
    }
    if (typeof header !== "object" || header === null) {
      throw damaged("a header that is no JSON object");
    }
    const { __metadata__: metadata = {}, ...entries } = header;
    const tensors: Record<string, Tensor> = {};
    for (const [name, entry] of Object.entries(entries)) {
      const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<
        string,
        unknown
      >;
      if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
        throw damaged(`tensor "${name}" without a shape and two offsets`);
      }
      const [begin, end] = offsets as [number, number];
      const size = shape.reduce((product, length) => product * length, 1);
      if (dtype !== "F32" || end - begin !== size * 4) {
        throw damaged(`tensor "${name}" of dtype ${dtype}, shape [${shape}]`);
      }
      if (8 + headerLength + end > fileBytes) {
        throw damaged(`${fileBytes} bytes where "${name}" needs more`);
      }
      const values = new Float32Array(size);
      await readFully(
        file,
        new Uint8Array(values.buffer),
        8 + headerLength + begin,
      );
      tensors[name] = { shape, values };
    }
    return { tensors, metadata: metadata as Record<string, string> };
  } finally {
    await file.close();
  }
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) &&
    value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

async function readFully(
  file: Awaited<ReturnType<typeof open>>,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(
      bytes,
      done,
      Math.min(PIECE_BYTES, bytes.length - done),
      position + done,
    );
    if (bytesRead === 0) throw new Error("the file shrank while it was read");
    done += bytesRead;
  }
}
