import { askOnce } from "./_ask_once.ts";
import {
  changedFile,
  cutShort,
  type ModelSource,
  noSuchFile,
} from "./model_source.ts";
import { ModelUnreachableError } from "./model_unreachable_error.ts";

/** What a bucket tells of an object. */
export interface BucketObject {
  /** Its length in bytes. */
  readonly size: number;
  /** Its version. */
  readonly etag?: string;
}

/**
 * As much of a bucket of objects as is needed to read a model from it: a binding to
 * Cloudflare R2 is one.
 */
export interface Bucket {
  /**
   * Returns what is known of an object, or null where there is none.
   *
   * @param key Its key.
   */
  head(key: string): Promise<BucketObject | null>;
  /**
   * Returns a part of an object, or null where there is none.
   *
   * @param key Its key.
   * @param options The part: where it begins, 0-based, and its length, in bytes.
   */
  get(
    key: string,
    options: { range: { offset: number; length: number } },
  ): Promise<BucketObject & { arrayBuffer(): Promise<ArrayBuffer> } | null>;
}

/** Settings of {@linkcode bucketSource}. */
export interface BucketSourceOptions {
  /**
   * What the keys of the model's files begin with, such as `shop/v1/`.
   *
   * @default ""
   */
  prefix?: string;
}

/**
 * Returns a source over a model folder in a bucket, read in parts.
 *
 * @param bucket The bucket, such as a binding to Cloudflare R2.
 * @param options See {@linkcode BucketSourceOptions}.
 *
 * @example
 * ```ts
 * import { type Bucket, bucketSource } from "@kindred/recommender";
 * import assert from "node:assert/strict";
 *
 * const files = new Map([["shop/README.md", new Blob(["abcdef"])]]);
 * const bucket: Bucket = {
 *   head: (key) => Promise.resolve(files.get(key) ?? null),
 *   get(key, { range: { offset, length } }) {
 *     const file = files.get(key);
 *     const part = file?.slice(offset, offset + length);
 *     return Promise.resolve(part ?? null);
 *   },
 * };
 * const source = bucketSource(bucket, { prefix: "shop/" });
 * const bytes = await source.read("README.md", 2, 4);
 * assert.equal(new TextDecoder().decode(bytes), "cd");
 * ```
 */
export function bucketSource(
  bucket: Bucket,
  { prefix = "" }: BucketSourceOptions = {},
): ModelSource {
  return new BucketSource(bucket, prefix);
}

class BucketSource implements ModelSource {
  readonly #bucket: Bucket;
  readonly #prefix: string;
  readonly #objects = new Map<string, Promise<BucketObject | null>>();

  constructor(bucket: Bucket, prefix: string) {
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async read(name: string, from: number, to: number): Promise<Uint8Array> {
    const key = this.pathOf(name);
    const object = await this.#object(name);
    if (object === null) throw noSuchFile(key);
    if (to > object.size) throw cutShort(key, to, object.size);
    if (from === to) return new Uint8Array();
    const range = { offset: from, length: to - from };
    const { part, bytes } = await this.#ask(key, async () => {
      const part = await this.#bucket.get(key, { range });
      return { part, bytes: await part?.arrayBuffer() };
    });
    if (part === null || bytes === undefined || part.etag !== object.etag) {
      throw changedFile(
        key,
        part === null ? "no such file" : "another version",
      );
    }
    if (bytes.byteLength === to - from) return new Uint8Array(bytes);
    throw new ModelUnreachableError(
      `Cannot read "${key}": its bucket must give the ${
        to - from
      } bytes that were asked for, got ${bytes.byteLength}`,
    );
  }

  async size(name: string): Promise<number | null> {
    return (await this.#object(name))?.size ?? null;
  }

  pathOf(name: string): string {
    return this.#prefix + name;
  }

  /** What is known of a file; one that could not be asked for is asked for again. */
  #object(name: string): Promise<BucketObject | null> {
    const key = this.pathOf(name);
    return askOnce(
      this.#objects,
      name,
      () => this.#ask(key, () => this.#bucket.head(key)),
    );
  }

  async #ask<T>(key: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (cause) {
      throw new ModelUnreachableError(
        `Cannot read "${key}": its bucket must answer, got ${
          (cause as Error).message
        }`,
        { cause },
      );
    }
  }
}
