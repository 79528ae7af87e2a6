import { KindredError } from "@kindred/core";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import process from "node:process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Wheel } from "./pins.ts";

/** A file as an index lists it (PEP 691). */
interface IndexFile {
  filename: string;
  url: string;
  hashes: Record<string, string>;
}

const TRIES = 4;

/** Settings of {@linkcode fetchWheel}. */
export interface FetchWheelOptions {
  /** Address of the index. Default `PIP_INDEX_URL`, or else PyPI. */
  index?: string;
  /** Pause in ms after the first try, longer each time. Default 1000. */
  pause?: number;
}

/**
 * Downloads a pinned wheel without pip. A download that ends early is taken up
 * where it ended.
 *
 * @param wheel What is wanted.
 * @param path Where to.
 * @param options See {@linkcode FetchWheelOptions}.
 * @throws {KindredError} If the index cannot be read or lacks the file, or if the
 * download ends early again and again.
 */
export async function fetchWheel(
  wheel: Pick<Wheel, "project" | "file" | "sha256" | "bytes">,
  path: string,
  options: FetchWheelOptions = {},
): Promise<void> {
  const {
    index = process.env.PIP_INDEX_URL || "https://pypi.org/simple",
    pause = 1000,
  } = options;
  const url = await addressOf(wheel, index);
  let done = 0;
  for (let attempt = 1;; attempt++) {
    let cause: unknown;
    try {
      await fetchFrom(url, path, done);
    } catch (error) {
      cause = error;
    }
    done = await bytesOf(path);
    if (done >= wheel.bytes) return;
    if (attempt === TRIES) {
      const reason = cause === undefined ? "" : `: ${(cause as Error).message}`;
      throw new KindredError(
        `Cannot download ${wheel.file}: all ${wheel.bytes} bytes must come within ${TRIES} tries, got ${done}${reason}`,
        { cause },
      );
    }
    await new Promise((wait) => setTimeout(wait, pause * attempt));
  }
}

async function addressOf(
  { project, file, sha256 }: Pick<Wheel, "project" | "file" | "sha256">,
  index: string,
): Promise<string> {
  const page = `${index.replace(/\/$/, "")}/${project}/`;
  let response;
  try {
    response = await fetch(page, {
      headers: { accept: "application/vnd.pypi.simple.v1+json" },
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`status ${response.status}`);
    }
    const { files } = await response.json() as { files: IndexFile[] };
    const found = files.find(({ filename }) => filename === file);
    if (found === undefined) throw new Error("a list without the file");
    const listed = found.hashes.sha256;
    if (listed !== undefined && listed !== sha256) {
      throw new Error(`another sha256, ${listed}`);
    }
    return new URL(found.url, response.url || page).href;
  } catch (cause) {
    throw new KindredError(
      `Cannot find ${file}: the index at ${page} must list it, got ${
        (cause as Error).message
      }`,
      { cause },
    );
  }
}

/** Appends to what is there, or begins anew where the server cannot do that. */
async function fetchFrom(
  url: string,
  path: string,
  from: number,
): Promise<void> {
  const response = await fetch(url, {
    headers: from === 0 ? {} : { range: `bytes=${from}-` },
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  const appends = from > 0 && response.status === 206;
  await pipeline(
    Readable.fromWeb(response.body as import("node:stream/web").ReadableStream),
    createWriteStream(path, { flags: appends ? "a" : "w" }),
  );
}

async function bytesOf(path: string): Promise<number> {
  return (await stat(path).catch(() => ({ size: 0 }))).size;
}
