import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SourceStream } from "./open_source.ts";
import type { Source } from "./source.ts";

/** What every Parquet file begins with. */
const MAGIC = "PAR1";

/**
 * Reads an opened Parquet source to its end and returns a path under which DuckDB,
 * which wants to look here and there in it, finds it: its own if it is a plain
 * file, else that of a copy.
 *
 * @param source The source.
 * @param stream It, opened.
 * @param folder Where to put the copy.
 */
export async function parquetPath(
  source: Source,
  stream: SourceStream,
  folder: string,
): Promise<string> {
  if (source.kind === "file" && await startsAsParquet(source.path)) {
    // Read all the same, as the sha256 is taken on the way.
    for await (const _ of stream.chunks);
    return source.path;
  }
  const copy = join(folder, `${crypto.randomUUID()}.parquet`);
  const file = await open(copy, "wx");
  try {
    for await (const chunk of stream.chunks) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
  return copy;
}

async function startsAsParquet(path: string): Promise<boolean> {
  // A pipe can be opened once, and that was done.
  if (!(await stat(path)).isFile()) return false;
  const file = await open(path, "r");
  try {
    const start = new Uint8Array(MAGIC.length);
    await file.read(start, 0, start.length, 0);
    return new TextDecoder().decode(start) === MAGIC;
  } finally {
    await file.close();
  }
}
