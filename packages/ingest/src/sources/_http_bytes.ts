import { KindredError, VERSION } from "@kindred/core";
import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { BrokenTransferError, HttpConnection } from "./_http_connection.ts";
import type { RawBytes } from "./_raw_bytes.ts";
import type { HttpOptions } from "./http_options.ts";

/** The longest wait between two tries, in ms, unless the server asks for more. */
const MAX_RETRY_DELAY = 60_000;

/** Answers after which it is worth trying again (RFC 9110, RFC 6585). */
const PASSING_STATUSES = [408, 425, 429, 500, 502, 503, 504];

/**
 * The bytes at an address. A transfer that breaks goes on where it stopped:
 * with a range request where the server lets us, else from the beginning,
 * passing over what came before. Either way all bytes are of one version.
 */
export class HttpBytes implements RawBytes {
  total: number | null = null;
  readonly #name: string;
  readonly #url: string;
  readonly #options: Required<HttpOptions>;
  readonly #signal: AbortSignal | undefined;
  /** Bytes that were given out, and their hash. */
  #received = 0;
  readonly #hash = createHash("sha256");
  /** What tells this version of the file from others, as the server says it. */
  #version: Version = { etag: null, "last-modified": null };
  /** The same for `If-Range`, or null where ranges cannot be trusted. */
  #rangeVersion: string | null = null;

  /**
   * @param name What the address is called in messages.
   * @param url The address.
   * @param options How patiently it is read.
   * @param signal Stops the reading.
   */
  constructor(
    name: string,
    url: string,
    options: HttpOptions = {},
    signal?: AbortSignal,
  ) {
    this.#name = name;
    this.#url = url;
    this.#signal = signal;
    this.#options = {
      retries: options.retries ?? 5,
      retryDelay: options.retryDelay ?? 500,
      maxRetryAfter: options.maxRetryAfter ?? 60_000,
      idleTimeout: options.idleTimeout ?? 60_000,
    };
  }

  /**
   * @throws {KindredError} If the server refuses, stays out of reach, or changes
   * the file while it is read.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const { retries, retryDelay, maxRetryAfter } = this.#options;
    for (let failures = 0;;) {
      const before = this.#received;
      try {
        return yield* this.#transfer();
      } catch (error) {
        this.#signal?.throwIfAborted();
        if (!(error instanceof BrokenTransferError)) throw error;
        if (this.#received > before) failures = 0;
        if (failures === retries) {
          throw this.#refusal(
            `its server must send it, got ${error.message}` +
              ` after ${this.#received} bytes and ${retries} retries`,
            error,
          );
        }
        const delay = error.retryAfter === null
          ? Math.min(retryDelay * 2 ** failures, MAX_RETRY_DELAY)
          : Math.min(error.retryAfter, maxRetryAfter);
        failures++;
        await this.#wait(delay);
      }
    }
  }

  /** Asks once, and gives what is new. */
  async *#transfer(): AsyncGenerator<Uint8Array> {
    this.#signal?.throwIfAborted();
    const connection = new HttpConnection(
      this.#options.idleTimeout,
      this.#signal,
    );
    try {
      const response = await connection.request(this.#url, this.#headers());
      // Bytes of this answer that came before.
      let known = this.#goesOn(response) ? 0 : this.#received;
      const knownHash = createHash("sha256");
      for await (const bytes of connection.body(response)) {
        const fresh = bytes.subarray(known);
        if (known > 0) {
          knownHash.update(bytes.subarray(0, known));
          known -= bytes.length - fresh.length;
          if (known === 0) this.#checkKnown(knownHash.digest("hex"));
        }
        if (fresh.length === 0) continue;
        this.#received += fresh.length;
        this.#hash.update(fresh);
        yield fresh;
      }
      if (known > 0) throw this.#changed("fewer bytes");
      if (this.total !== null && this.#received < this.total) {
        throw new BrokenTransferError(`an end before byte ${this.total}`);
      }
    } finally {
      connection.close();
    }
  }

  async #wait(delay: number): Promise<void> {
    const signal = this.#signal;
    try {
      await setTimeout(delay, undefined, { ...(signal && { signal }) });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  #headers(): Record<string, string> {
    return {
      "user-agent": `kindred/${VERSION}`,
      // Compressed on the way, bytes could not be counted.
      "accept-encoding": "identity",
      ...(this.#received > 0 && this.#rangeVersion !== null && {
        range: `bytes=${this.#received}-`,
        "if-range": this.#rangeVersion,
      }),
    };
  }

  /** Returns whether the answer goes on where the last one stopped. */
  #goesOn(response: Response): boolean {
    const { status, headers } = response;
    if (PASSING_STATUSES.includes(status)) {
      throw new BrokenTransferError(
        statusOf(response),
        retryAfterOf(headers),
      );
    }
    if (status === 416) throw this.#changed("fewer bytes");
    if (status !== 200 && status !== 206) {
      throw this.#refusal(
        `its server must answer with 200, got ${statusOf(response)}`,
      );
    }
    if (this.#received === 0) {
      this.#version = versionOf(headers);
      this.total = lengthOf(headers);
      this.#rangeVersion = this.total === null ? null : rangeVersionOf(headers);
    } else {
      this.#checkVersion(versionOf(headers));
    }
    if (status === 200) {
      if (lengthOf(headers) !== this.total) throw this.#changed("other bytes");
      return this.#received === 0;
    }

    const [, start, total] =
      headers.get("content-range")?.match(/^bytes (\d+)-\d+\/(\d+|\*)$/) ?? [];
    if (
      Number(start) === this.#received &&
      (total === "*" || Number(total) === this.total)
    ) return true;
    // A server that mistakes its ranges is asked for the whole.
    this.#rangeVersion = null;
    throw new BrokenTransferError("a range that was not asked for");
  }

  #checkVersion(version: Version): void {
    for (const header of ["etag", "last-modified"] as const) {
      const first = this.#version[header];
      const now = version[header];
      // The answer to a range may leave the date out.
      if (first !== null && now !== null && first !== now) {
        throw this.#changed(`${header} ${now} after ${first}`);
      }
    }
  }

  #checkKnown(hash: string): void {
    if (hash !== this.#hash.copy().digest("hex")) {
      throw this.#changed("other bytes");
    }
  }

  #changed(found: string): KindredError {
    return this.#refusal(
      `it must stay the same while it is read, got ${found}`,
    );
  }

  #refusal(sentence: string, cause?: unknown): KindredError {
    // Without its query, which may hold a token: messages are kept in logs.
    const { origin, pathname } = new URL(this.#url);
    const place = origin + pathname;
    const address = this.#name === place ? "" : ` (${place})`;
    return new KindredError(
      `Cannot read "${this.#name}"${address}: ${sentence}`,
      { cause },
    );
  }
}

function statusOf({ status, statusText }: Response): string {
  return `${status} ${statusText}`.trim();
}

/** What a server says of the version of a file. */
interface Version {
  etag: string | null;
  "last-modified": string | null;
}

function versionOf(headers: Headers): Version {
  return {
    etag: headers.get("etag"),
    "last-modified": headers.get("last-modified"),
  };
}

/**
 * The length of the body, or null where that is not said, or is the length
 * before the runtime decompressed it. Deno hides both headers then.
 */
function lengthOf(headers: Headers): number | null {
  const length = headers.get("content-length");
  const isIdentity = (headers.get("content-encoding") ?? "identity") ===
    "identity";
  return length !== null && isIdentity ? Number(length) : null;
}

/** What `If-Range` may hold (RFC 9110, section 13.1.5): a strong tag, or a date. */
function rangeVersionOf(headers: Headers): string | null {
  const tag = headers.get("etag");
  return tag !== null && !tag.startsWith("W/")
    ? tag
    : headers.get("last-modified");
}

/** The wait that a server asks for, in ms: it gives seconds or a date. */
function retryAfterOf(headers: Headers): number | null {
  const text = headers.get("retry-after");
  if (text === null) return null;
  const wait = /^\d+$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - Date.now();
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}
