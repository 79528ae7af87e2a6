import { open } from "node:fs/promises";
import { join } from "node:path";

/** A file that is held in memory. */
export interface ServedFile {
  /** What it holds. */
  contents: Uint8Array | string;
  /** Its media type. */
  type: string;
}

/** Settings of {@linkcode serveFolder}. */
export interface ServeFolderOptions {
  /**
   * Whether it gives parts of files.
   *
   * @default true
   */
  ranges?: boolean;
  /**
   * Files beside those of the folder, by their paths.
   *
   * @default none
   */
  files?: ReadonlyMap<string, ServedFile>;
}

/** A folder that is served. */
export interface ServedFolder {
  /** Its address, without a final slash. */
  url: string;
  /** What was asked for so far: name and range. */
  asked: string[];
  /** Bytes that were sent for each of them. */
  sent: number[];
  /** Stops serving. */
  close(): Promise<void>;
}

/**
 * Serves the files of a folder over HTTP, as a plain web server does.
 *
 * @param folder The folder.
 * @param options See {@linkcode ServeFolderOptions}.
 */
export function serveFolder(
  folder: string,
  { ranges = true, files }: ServeFolderOptions = {},
): ServedFolder {
  const asked: string[] = [];
  const sent: number[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      const other = files?.get(pathname);
      if (other !== undefined) {
        return new Response(other.contents as BodyInit, {
          headers: { "Content-Type": other.type },
        });
      }
      const name = decodeURIComponent(pathname).split("/").at(-1)!;
      const range = ranges ? request.headers.get("range") : null;
      const turn = asked.push(`${name} ${range}`) - 1;
      sent[turn] = 0;
      const part = await partOf(join(folder, name), range);
      if (part === null) {
        return new Response("no", { status: 404 });
      }
      sent[turn] = part.bytes.length;
      return new Response(part.bytes, {
        status: part.status,
        headers: part.headers,
      });
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    asked,
    sent,
    close: () => server.shutdown(),
  };
}

interface Part {
  status: 200 | 206 | 416;
  bytes: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

/** Reads what a range names of a file; null where there is no such file. */
async function partOf(
  path: string,
  range: string | null,
): Promise<Part | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { size, mtimeMs } = await file.stat();
    const headers = { ETag: `"${size}-${mtimeMs}"` };
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
    const from = first === undefined ? 0 : Number(first);
    const to = last === undefined ? size : Math.min(size, Number(last) + 1);
    const isThere = first === undefined || from < size;
    const bytes = new Uint8Array(isThere ? to - from : 0);
    await file.read(bytes, 0, bytes.length, from);
    if (first === undefined) return { status: 200, bytes, headers };
    const place = isThere ? `${from}-${to - 1}` : "*";
    return {
      status: isThere ? 206 : 416,
      bytes,
      headers: { ...headers, "Content-Range": `bytes ${place}/${size}` },
    };
  } finally {
    await file.close();
  }
}
