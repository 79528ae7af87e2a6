import { KindredError } from "@kindred/core";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { truncate } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { withFolder, writeSource } from "../_testing.ts";
import { noisyLines } from "./_testing.ts";
import { readContent } from "./_read_content.ts";
import { readContentAhead } from "./_read_content_ahead.ts";
import {
  openSource,
  type OpenSourceOptions,
  type SourceInfo,
} from "./open_source.ts";
import type { FileSource } from "./source.ts";

/** More than what is sent ahead at once. */
const TEXT = noisyLines(600_000);
const PACKED = gzipSync(TEXT, { level: 1 });

/** All that a reader gives, as bytes, and how it ends. */
async function readWhole(
  read: typeof readContentAhead,
  source: FileSource,
  options: OpenSourceOptions,
): Promise<{ text: Uint8Array[]; info: SourceInfo | null; error: unknown }> {
  const text: Uint8Array[] = [];
  const content = read(source, options);
  try {
    while (true) {
      const { done, value } = await content.next();
      if (done) return { text, info: value, error: null };
      text.push(value);
    }
  } catch (error) {
    return { text, info: null, error };
  }
}

async function withSource(
  content: Buffer,
  use: (source: FileSource) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const path = await writeSource(folder, "source", content);
    await use({ kind: "file", name: "NAME", path });
  });
}

for (
  const [name, content, allowTruncated] of [
    ["a text", TEXT, false],
    ["gzip", PACKED, false],
    ["nothing", TEXT.subarray(0, 0), false],
    ["gzip that is cut", PACKED.subarray(0, -1000), false],
    ["gzip that may be cut", PACKED.subarray(0, -1000), true],
  ] as const
) {
  Deno.test(`readContentAhead() gives what readContent() gives of ${name}`, () =>
    withSource(content, async (source) => {
      const told: unknown[] = [];
      const ahead = await readWhole(readContentAhead, source, {
        allowTruncated,
        onBytes: (...bytes) => told.push(bytes),
      });
      const { text, info, error } = await readWhole(readContent, source, {
        allowTruncated,
      });
      assert.ok(Buffer.concat(ahead.text).equals(Buffer.concat(text)));
      assert.deepEqual(ahead.info, info);
      if (error === null) assert.equal(ahead.error, null);
      else {
        assert.ok(ahead.error instanceof KindredError);
        assert.equal(ahead.error.message, (error as Error).message);
      }
      if (text.length > 0) {
        assert.deepEqual(told.at(-1), [content.length, content.length]);
      }
    }));
}

Deno.test("readContentAhead() reads no further ahead than it has room for", () =>
  withSource(Buffer.concat([TEXT, TEXT]), async (source) => {
    const content = readContentAhead(source, {});
    const first = await content.next();
    assert.ok(!first.done);
    await setTimeout(300);
    // What was not read by now is gone.
    await truncate(source.path);
    let bytes = first.value.length;
    for await (const chunk of content) bytes += chunk.length;
    assert.ok(bytes >= 8 * 2 ** 20);
    assert.ok(bytes < 16 * 2 ** 20, `${bytes}`);
  }));

Deno.test("readContentAhead() throws KindredError for a missing file", () =>
  withFolder(async (folder) => {
    const path = join(folder, "none");
    const source = { kind: "file", name: "NAME", path } as const;
    const { error } = await readWhole(readContentAhead, source, {});
    assert.ok(error instanceof KindredError);
    assert.match(error.message, /no such file$/);
  }));

Deno.test("readContentAhead() ends its thread where its reader stops or is told to", () =>
  withSource(TEXT, async (source) => {
    for await (const _ of readContentAhead(source, {})) break;

    const controller = new AbortController();
    const reason = new Error("enough");
    const { error } = await readWhole(readContentAhead, source, {
      signal: controller.signal,
      onBytes: () => controller.abort(reason),
    });
    assert.equal(error, reason);
  }));

Deno.test("openSource() reads a large compressed file as a small one", () => {
  const twice = Buffer.concat([PACKED, PACKED]);
  assert.ok(twice.length > 2 ** 23);
  return withSource(twice, async (source) => {
    const stream = await openSource(source);
    const chunks = await Array.fromAsync(stream.chunks);
    assert.ok(Buffer.concat(chunks).equals(Buffer.concat([TEXT, TEXT])));
    assert.equal(stream.info?.bytes, twice.length);
  });
});
