import { open, rm } from "node:fs/promises";
import {
  openSource,
  type OpenSourceOptions,
  type SourceInfo,
  type SourceStream,
} from "./open_source.ts";
import type { Source } from "./source.ts";

const NEWLINE = 0x0a;

/**
 * Writes what a source holds, decompressed, to a file: for readers that want a
 * path. A source that is cut short, where that is allowed, ends with its last
 * whole line there.
 *
 * @param source Where the bytes come from.
 * @param path The file to write; one that is there already is replaced.
 * @param options See {@linkcode OpenSourceOptions}.
 * @returns What is known of the source.
 * @throws {KindredError} As {@linkcode openSource} does; no file is left then.
 *
 * @example
 * ```ts
 * import { spoolSource } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 * import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { gzipSync } from "node:zlib";
 *
 * const folder = await mkdtemp(join(tmpdir(), "kindred-"));
 * const path = join(folder, "baskets.csv.gz");
 * await writeFile(path, gzipSync("basket,item\n1,rice\n"));
 * const plain = join(folder, "baskets.csv");
 * await spoolSource({ kind: "file", name: "baskets", path }, plain);
 * const text = await readFile(plain, "utf8");
 * await rm(folder, { recursive: true });
 *
 * assert.equal(text, "basket,item\n1,rice\n");
 * ```
 */
export async function spoolSource(
  source: Source,
  path: string,
  options: OpenSourceOptions = {},
): Promise<SourceInfo> {
  const stream = await openSource(source, options);
  try {
    return await write(stream, path);
  } finally {
    await stream.close();
  }
}

async function write(stream: SourceStream, path: string): Promise<SourceInfo> {
  const file = await open(path, "w");
  try {
    let written = 0;
    let whole = 0;
    for await (const chunk of stream.chunks) {
      await file.writeFile(chunk);
      const newline = chunk.lastIndexOf(NEWLINE);
      if (newline !== -1) whole = written + newline + 1;
      written += chunk.length;
    }
    const info = stream.info!;
    if (info.truncated) await file.truncate(whole);
    return info;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
