import { KindredError } from "@kindred/core";
import { createWriteStream } from "node:fs";
import { access, rename, rm } from "node:fs/promises";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";
import type { Catalogue } from "./catalogue.ts";

/** Options of {@linkcode writeCatalogue}. */
export interface WriteOptions {
  /** Level of gzip, in [1, 9]. Default 1. */
  level?: number;
  /** Whether a file that is there is replaced. Default false. */
  force?: boolean;
  /** Ends the writing; nothing is left behind. Default none. */
  signal?: AbortSignal;
}

/**
 * Writes a catalogue to a file: gzip if its name ends in `.gz`, Zstandard if in
 * `.zst`, else plain. It is written beside its place and renamed into it.
 *
 * @param path The file, or `-` for standard output.
 * @throws {KindredError} If the file is there already, or this runtime has no
 * Zstandard.
 */
export async function writeCatalogue(
  catalogue: Catalogue,
  path: string,
  { level = 1, force = false, signal }: WriteOptions = {},
): Promise<void> {
  // Two pieces wait at most: a slow disk must not fill the memory.
  const source = Readable.from(catalogue.pieces(), { highWaterMark: 2 });
  const options = signal === undefined ? {} : { signal };
  if (path === "-") {
    await pipeline(source, process.stdout, { ...options, end: false });
    return;
  }
  if (!force) await expectAbsent(path);
  const partial = `${path}.${process.pid}.partial`;
  try {
    const file = createWriteStream(partial, { flags: "wx" });
    const compression = createCompression(path, level);
    await (compression === null
      ? pipeline(source, file, options)
      : pipeline(source, compression, file, options));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Refuses a path at which there is something. */
export async function expectAbsent(path: string): Promise<void> {
  try {
    await access(path);
  } catch {
    return;
  }
  throw new KindredError(
    `Cannot write "${path}": nothing must be there, got a file; --force replaces it`,
  );
}

/** What newer releases of zlib have, which the declarations do not know yet. */
interface MaybeZstd {
  createZstdCompress?(options: { chunkSize: number }): Transform;
}

function createCompression(path: string, level: number): Transform | null {
  const chunkSize = 1 << 18;
  if (path.endsWith(".gz")) return zlib.createGzip({ level, chunkSize });
  if (!path.endsWith(".zst")) return null;
  // Releases of Node before 22.15 have no Zstandard.
  const { createZstdCompress } = zlib as MaybeZstd;
  if (createZstdCompress === undefined) {
    throw new KindredError(
      `Cannot write "${path}": zlib must have Zstandard, got a runtime without it`,
    );
  }
  return createZstdCompress({ chunkSize });
}
