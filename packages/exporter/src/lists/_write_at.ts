import type { FileHandle } from "node:fs/promises";

/**
 * Writes the whole of an array at a place of a file.
 *
 * @param file The file.
 * @param array What to write, in this machine's byte order.
 * @param position Where, in bytes.
 */
export async function writeAt(
  file: FileHandle,
  array: ArrayBufferView<ArrayBuffer>,
  position: number,
): Promise<void> {
  const bytes = new Uint8Array(
    array.buffer,
    array.byteOffset,
    array.byteLength,
  );
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(
      bytes,
      done,
      bytes.length - done,
      position + done,
    );
    done += bytesWritten;
  }
}
