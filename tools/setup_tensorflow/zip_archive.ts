import { KindredError } from "@kindred/core";
import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";

/** A file in an archive. */
export interface ZipEntry {
  /** Its path in the archive, with slashes. */
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  /** Bytes in the archive. */
  compressedBytes: number;
  /** Bytes when it is taken out. */
  bytes: number;
  /** Where its local header begins in the archive, in bytes. */
  headerAt: number;
  /** Whether it is a program, by its Unix mode. */
  executable: boolean;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Sizes that do not fit 32 bits are written thus; the true ones lie elsewhere. */
const ZIP64 = 0xffffffff;

/**
 * Lists the files of a zip archive, which is what a wheel is. Archives and files
 * beyond 4 GiB are refused.
 *
 * @param path The archive.
 * @returns Its files in the order of its directory, folders left out.
 * @throws {KindredError} If it is no such archive.
 */
export async function listZip(path: string): Promise<ZipEntry[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tail = await readAt(file, Math.max(0, size - 65_557), size);
    const end = findEnd(tail, path);
    const count = end.getUint16(10, true);
    const from = end.getUint32(16, true);
    const directory = await readAt(file, from, from + end.getUint32(12, true));
    return readDirectory(directory, count, path);
  } finally {
    await file.close();
  }
}

async function readAt(
  file: FileHandle,
  from: number,
  to: number,
): Promise<DataView> {
  const bytes = new Uint8Array(Math.max(0, to - from));
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await file.read(
      bytes,
      at,
      bytes.length - at,
      from + at,
    );
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return new DataView(bytes.buffer, 0, at);
}

/** The end record has a comment of unknown length behind it. */
function findEnd(tail: DataView, path: string): DataView {
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) === END) {
      return new DataView(tail.buffer, at, 22);
    }
  }
  throw refused(path, "an archive must end with a directory", "none");
}

function readDirectory(
  view: DataView,
  count: number,
  path: string,
): ZipEntry[] {
  const decoder = new TextDecoder();
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) {
      throw refused(path, `${count} files must be listed`, `${i}`);
    }
    const nameBytes = view.getUint16(at + 28, true);
    const entry: ZipEntry = {
      name: decoder.decode(new Uint8Array(view.buffer, at + 46, nameBytes)),
      method: view.getUint16(at + 10, true),
      compressedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
      executable: (view.getUint32(at + 38, true) >>> 16 & 0o111) !== 0,
    };
    if (
      [entry.compressedBytes, entry.bytes, entry.headerAt].includes(ZIP64)
    ) {
      throw refused(path, "it must be below 4 GiB", `"${entry.name}" beyond`);
    }
    if (!entry.name.endsWith("/")) entries.push(entry);
    at += 46 + nameBytes + view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
  }
  return entries;
}

/**
 * Takes one file out of an archive. Its check sum is not looked at: the archive's
 * sha256 was, before.
 *
 * @param path The archive.
 * @param entry One of its files.
 * @param destination Where to; folders on the way are made.
 * @throws {KindredError} If it is packed in an unknown way or has another size.
 */
export async function extractZipEntry(
  path: string,
  entry: ZipEntry,
  destination: string,
): Promise<void> {
  const { name, method, bytes, compressedBytes, executable } = entry;
  if (method !== 0 && method !== 8) {
    throw refused(path, `"${name}" must be stored or deflated`, `${method}`);
  }
  const from = await contentAt(path, entry);
  await mkdir(dirname(destination), { recursive: true });
  const output = createWriteStream(destination, {
    mode: executable ? 0o755 : 0o644,
  });
  if (bytes === 0) {
    output.end();
    await pipeline([], output);
    return;
  }
  const content = createReadStream(path, {
    start: from,
    end: from + compressedBytes - 1,
    highWaterMark: 1 << 20,
  });
  await (method === 0
    ? pipeline(content, output)
    : pipeline(content, createInflateRaw({ chunkSize: 1 << 20 }), output));
  if (output.bytesWritten !== bytes) {
    throw refused(
      path,
      `"${name}" must have ${bytes} bytes`,
      `${output.bytesWritten}`,
    );
  }
}

/** Behind the local header, whose length the directory does not tell. */
async function contentAt(path: string, entry: ZipEntry): Promise<number> {
  const file = await open(path);
  try {
    const header = await readAt(file, entry.headerAt, entry.headerAt + 30);
    if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL) {
      throw refused(path, `"${entry.name}" must have a header`, "none");
    }
    return entry.headerAt + 30 + header.getUint16(26, true) +
      header.getUint16(28, true);
  } finally {
    await file.close();
  }
}

function refused(path: string, requirement: string, found: string) {
  return new KindredError(
    `Cannot read the archive "${path}": ${requirement}, got ${found}`,
  );
}
