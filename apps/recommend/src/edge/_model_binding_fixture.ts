// The files of a small model behind a binding, for tests only.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { itemsOfVersion, writeModelFolder } from "../_model_files_fixture.ts";
import type { Fetcher } from "./edge_options.ts";

/** Files by their names. */
export type Files = Map<string, Uint8Array<ArrayBuffer>>;

/** The files of a model of some items, by their names. */
export async function modelFiles(
  itemCount: number,
  version = "v1",
): Promise<Files> {
  const parent = await mkdtemp(join(tmpdir(), "kindred-edge-"));
  try {
    const folder = join(parent, "model");
    await writeModelFolder(folder, itemsOfVersion(itemCount, version));
    const files: Files = new Map();
    for (const name of await readdir(folder)) {
      files.set(name, new Uint8Array(await readFile(join(folder, name))));
    }
    return files;
  } finally {
    await rm(parent, { recursive: true });
  }
}

/** How {@linkcode fetcherOf} answers. */
export interface FetcherState {
  /** What it asks to stand before names. */
  prefix: string;
  /** Whether it gives parts. */
  ranges: boolean;
  /** Whether it cannot be reached. */
  isDown: boolean;
  /** The version of the files. */
  version: number;
}

/** A binding that fetches files, and what it was asked for. */
export function fetcherOf(files: Files, changes: Partial<FetcherState> = {}) {
  const asked: string[] = [];
  const state = {
    prefix: "",
    ranges: false,
    isDown: false,
    version: 1,
    ...changes,
  };
  const binding: Fetcher = {
    // deno-lint-ignore require-await -- what is thrown shall reject
    async fetch({ url, headers }) {
      const path = new URL(url).pathname.slice(1);
      asked.push(path);
      if (state.isDown) throw new Error("connection refused");
      const { prefix, ranges, version } = state;
      const bytes = path.startsWith(prefix)
        ? files.get(path.slice(prefix.length))
        : undefined;
      if (bytes === undefined) return new Response("no", { status: 404 });
      if (!ranges) return new Response(bytes);
      const [, from, last] = /(\d+)-(\d+)/.exec(headers.get("range")!)!;
      return new Response(bytes.slice(Number(from), Number(last) + 1), {
        status: 206,
        headers: {
          "Content-Range": `bytes ${from}-x/${bytes.length}`,
          "ETag": `"${version}"`,
        },
      });
    },
  };
  return { binding, asked, state };
}
