import { ArtifactError } from "@kindred/core";
import { readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { cutShort, type ModelSource, noSuchFile } from "./model_source.ts";

/**
 * Reads up to this length are done at once, in bytes: from the system's cache that
 * takes 3 µs, where handing it to another thread takes 50 (`folder_source_bench.ts`).
 */
const AT_ONCE_BYTES = 2 ** 16;

/** The longest piece handed to one call of the file system, in bytes. */
const PIECE_BYTES = 2 ** 28;

/**
 * Returns a source over a model folder on disk, for small reads without a pause:
 * the folder should be on a disk of this machine. Each file is opened when it is
 * first asked for and then kept open, so that it can be read even if its folder is
 * removed; `close()` closes all of them when the reads under way have ended.
 *
 * @param directory The folder.
 */
export function folderSource(directory: string): FolderSource {
  return new OpenFolder(directory);
}

/** A model folder on disk, see {@linkcode folderSource}. */
export type FolderSource = Required<ModelSource>;

/** A file that is kept open. */
interface OpenFile {
  file: FileHandle;
  /** Its length when it was opened. */
  bytes: number;
}

class OpenFolder implements FolderSource {
  readonly #directory: string;
  readonly #paths = new Map<string, string>();
  readonly #files = new Map<string, Promise<OpenFile | null>>();
  /** Those of them that are open by now. */
  readonly #known = new Map<string, OpenFile>();
  readonly #underWay = new Set<Promise<Uint8Array>>();
  #closed = false;

  constructor(directory: string) {
    this.#directory = directory;
  }

  read(name: string, from: number, to: number): Promise<Uint8Array> {
    const known = this.#known.get(name);
    if (known !== undefined && to - from <= AT_ONCE_BYTES) {
      return readAtOnce(known, this.pathOf(name), from, to);
    }
    const reading = this.#read(name, from, to);
    this.#underWay.add(reading);
    const end = () => this.#underWay.delete(reading);
    reading.then(end, end);
    return reading;
  }

  async #read(name: string, from: number, to: number): Promise<Uint8Array> {
    const opened = await this.#open(name);
    const path = this.pathOf(name);
    if (opened === null) throw noSuchFile(path);
    if (!this.#closed) this.#known.set(name, opened);
    if (to - from <= AT_ONCE_BYTES) {
      return await readAtOnce(opened, path, from, to);
    }
    const bytes = new Uint8Array(to - from);
    for (let done = 0; done < bytes.length;) {
      const length = Math.min(PIECE_BYTES, bytes.length - done);
      const { bytesRead } = await opened.file.read(
        bytes,
        done,
        length,
        from + done,
      );
      if (bytesRead === 0) throw cutShort(path, to, from + done);
      done += bytesRead;
    }
    return bytes;
  }

  async size(name: string): Promise<number | null> {
    return (await this.#open(name))?.bytes ?? null;
  }

  pathOf(name: string): string {
    let path = this.#paths.get(name);
    if (path === undefined) {
      path = join(this.#directory, name);
      this.#paths.set(name, path);
    }
    return path;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#known.clear();
    await Promise.allSettled(this.#underWay);
    const files = await Promise.allSettled(this.#files.values());
    this.#files.clear();
    for (const { value } of files.filter(isFulfilled)) {
      await value?.file.close();
    }
  }

  // deno-lint-ignore require-await -- what is thrown shall reject
  async #open(name: string): Promise<OpenFile | null> {
    const path = this.pathOf(name);
    if (this.#closed) throw unreadable(path, "a closed folder");
    let opened = this.#files.get(name);
    if (opened === undefined) {
      opened = openFile(path);
      this.#files.set(name, opened);
    }
    return opened;
  }
}

/** Reads a short part of a file without a pause. */
// deno-lint-ignore require-await -- what is thrown shall reject
async function readAtOnce(
  { file }: OpenFile,
  path: string,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(to - from);
  for (let done = 0; done < bytes.length;) {
    const left = bytes.length - done;
    const bytesRead = readSync(file.fd, bytes, done, left, from + done);
    if (bytesRead === 0) throw cutShort(path, to, from + done);
    done += bytesRead;
  }
  return bytes;
}

/** Opens a file; null where there is none. */
async function openFile(path: string): Promise<OpenFile | null> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw unreadable(path, message, error);
  }
  const stats = await file.stat();
  if (stats.isFile()) return { file, bytes: stats.size };
  await file.close();
  throw unreadable(path, "something else");
}

function unreadable(
  path: string,
  found: string,
  cause?: unknown,
): ArtifactError {
  return new ArtifactError(
    `Cannot read "${path}": it must be a file that can be read, got ${found}`,
    path,
    { cause },
  );
}

function isFulfilled<T>(
  result: PromiseSettledResult<T>,
): result is PromiseFulfilledResult<T> {
  return result.status === "fulfilled";
}
