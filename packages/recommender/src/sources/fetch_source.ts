import { expectNumber } from "@kindred/core";
import { askOnce } from "./_ask_once.ts";
import {
  changedFile,
  cutShort,
  type ModelSource,
  noSuchFile,
} from "./model_source.ts";
import { ModelUnreachableError } from "./model_unreachable_error.ts";

/** Settings of {@linkcode fetchSource}. */
export interface FetchSourceOptions {
  /**
   * What fetches: that of the runtime, or a binding's.
   *
   * @default fetch
   */
  fetch?: (url: URL, init: RequestInit) => Promise<Response>;
  /** Ends all fetches when it is aborted. Default never. */
  signal?: AbortSignal;
  /**
   * How much of a file is fetched with its length when it is first asked for, and
   * kept, in bytes, a whole number >= 1: small files and headers then cost one way to
   * the server and not two.
   *
   * @default 65536
   */
  firstBytes?: number;
  /**
   * The longest file that is fetched whole where the server gives no ranges, in bytes,
   * as far as it tells the length beforehand. Longer ones are refused.
   *
   * @default Infinity
   */
  mostWholeBytes?: number;
}

/** What is known of a file behind an address. */
interface RemoteFile {
  /** Its length in bytes. */
  bytes: number;
  /** Its version, where the server tells one. */
  etag: string | null;
  /** How it begins; all of it, where it is short or the server gives no parts. */
  start: Uint8Array;
}

/**
 * Returns a source over a model folder on a web server, read by HTTP ranges. A file
 * of which the server gives no ranges, or that is shorter than `firstBytes`, is
 * fetched whole when it is first asked for, and kept.
 *
 * @param baseUrl The folder's address; where it has no final slash, one is added.
 * @param options See {@linkcode FetchSourceOptions}.
 * @throws {TypeError} If it is no address.
 * @throws {RangeError} If `firstBytes` is out of range.
 *
 * @example
 * ```ts
 * import { fetchSource } from "@kindred/recommender";
 * import assert from "node:assert/strict";
 *
 * const source = fetchSource("https://shop.example/model", {
 *   fetch: () => Promise.resolve(new Response("abcdef")),
 * });
 * const bytes = await source.read("README.md", 2, 4);
 * assert.equal(new TextDecoder().decode(bytes), "cd");
 * ```
 */
export function fetchSource(
  baseUrl: string | URL,
  options: FetchSourceOptions = {},
): ModelSource {
  return new FetchSource(baseUrl, options);
}

class FetchSource implements ModelSource {
  readonly #base: URL;
  readonly #fetch: NonNullable<FetchSourceOptions["fetch"]>;
  readonly #signal: AbortSignal | undefined;
  readonly #firstBytes: number;
  readonly #mostWholeBytes: number;
  readonly #files = new Map<string, Promise<RemoteFile | null>>();

  constructor(baseUrl: string | URL, options: FetchSourceOptions) {
    this.#base = new URL(baseUrl);
    if (!this.#base.pathname.endsWith("/")) this.#base.pathname += "/";
    // Called without a receiver: some runtimes refuse another one.
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init));
    this.#signal = options.signal;
    this.#firstBytes = expectNumber(
      "read a model by its address",
      "firstBytes",
      options.firstBytes ?? 2 ** 16,
      { min: 1, whole: true },
    );
    this.#mostWholeBytes = options.mostWholeBytes ?? Infinity;
  }

  async read(name: string, from: number, to: number): Promise<Uint8Array> {
    const path = this.pathOf(name);
    const file = await this.#file(name);
    if (file === null) throw noSuchFile(path);
    if (to > file.bytes) throw cutShort(path, to, file.bytes);
    if (from === to) return new Uint8Array();
    if (to <= file.start.length) return file.start.subarray(from, to);
    const response = await this.#get(name, from, to);
    const bytes = await bodyOf(response, path);
    const etag = response.headers.get("etag");
    if (etag !== null && file.etag !== null && etag !== file.etag) {
      throw changedFile(path, "another version");
    }
    const { status } = response;
    if (status === 206 && bytes.length === to - from) return bytes;
    if (status === 200 && bytes.length >= to) return bytes.subarray(from, to);
    throw refused(path, response, bytes.length);
  }

  async size(name: string): Promise<number | null> {
    return (await this.#file(name))?.bytes ?? null;
  }

  pathOf(name: string): string {
    return new URL(encodeURIComponent(name), this.#base).href;
  }

  /** What is known of a file; one that could not be asked for is asked for again. */
  #file(name: string): Promise<RemoteFile | null> {
    return askOnce(this.#files, name, () => this.#ask(name));
  }

  /** Asks for the beginning: an answer to HEAD may be of the file as compressed. */
  async #ask(name: string): Promise<RemoteFile | null> {
    const path = this.pathOf(name);
    const response = await this.#get(name, 0, this.#firstBytes);
    const { status, headers } = response;
    const etag = headers.get("etag");
    const total = /\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1];
    if (status === 404 || status === 410) {
      await response.body?.cancel();
      return null;
    }
    if (status === 416 && total !== undefined) {
      await response.body?.cancel();
      return { bytes: Number(total), etag, start: new Uint8Array() };
    }
    if (status === 206 && total !== undefined) {
      const bytes = Number(total);
      const start = await bodyOf(response, path);
      if (start.length === Math.min(bytes, this.#firstBytes)) {
        return { bytes, etag, start };
      }
      throw refused(path, response, start.length);
    }
    let answer = response;
    if (status === 206) {
      // A browser hides a file's length where another site does not show it.
      await response.body?.cancel();
      answer = await this.#get(name);
    }
    await this.#expectShort(answer, path);
    const start = await bodyOf(answer, path);
    if (answer.status !== 200) throw refused(path, answer, start.length);
    return { bytes: start.length, etag, start };
  }

  /** Throws before the body of a whole file is read for which there is no room. */
  async #expectShort({ headers, body }: Response, path: string): Promise<void> {
    const bytes = Number(headers.get("content-length") ?? 0);
    if (bytes <= this.#mostWholeBytes) return;
    await body?.cancel();
    throw new ModelUnreachableError(
      `Cannot fetch "${path}": its server must give ranges of files of more than ${this.#mostWholeBytes} bytes, got all of ${bytes} bytes`,
    );
  }

  /** Fetches a part of a file, or all of it. */
  async #get(name: string, from = 0, to = Infinity): Promise<Response> {
    const path = this.pathOf(name);
    try {
      return await this.#fetch(new URL(path), {
        headers: to === Infinity ? {} : { range: `bytes=${from}-${to - 1}` },
        ...this.#signal === undefined ? {} : { signal: this.#signal },
      });
    } catch (cause) {
      this.#signal?.throwIfAborted();
      throw unreachable(path, cause);
    }
  }
}

async function bodyOf(response: Response, path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw unreachable(path, cause);
  }
}

function unreachable(path: string, cause: unknown): ModelUnreachableError {
  return new ModelUnreachableError(
    `Cannot fetch "${path}": its server must answer, got ${
      (cause as Error).message
    }`,
    { cause },
  );
}

/** The error for an answer that is not the part that was asked for. */
function refused(
  path: string,
  { status }: Response,
  bytes: number,
): ModelUnreachableError {
  return new ModelUnreachableError(
    `Cannot fetch "${path}": its server must give the part that was asked for, or the whole file, got status ${status} with ${bytes} bytes`,
  );
}
