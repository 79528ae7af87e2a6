// How quickly a source's bytes come, beside the least that it could take: the
// same file read and inflated in one call.
// Run: deno bench -A --no-check packages/ingest/src/sources/open_source_bench.ts
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import zlib from "node:zlib";
import { noisyLines } from "./_testing.ts";
import { forEachLine, lineBlocks } from "./line_blocks.ts";
import { openSource } from "./open_source.ts";
import type { FileSource } from "./source.ts";

const { zstdCompressSync, zstdDecompressSync } = zlib as unknown as Record<
  "zstdCompressSync" | "zstdDecompressSync",
  (bytes: Uint8Array) => Buffer
>;

const TEXT = Buffer.concat(Array(6).fill(noisyLines(400_000)));
const folder = await mkdtemp(join(tmpdir(), "kindred-bench-"));

async function length(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

async function lineBytes(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const block of lineBlocks(chunks)) {
    forEachLine(block, (start, end) => bytes += end - start + 1);
  }
  return bytes - 1;
}

for (
  const [name, packed, unpack] of [
    ["plain", TEXT, (bytes: Buffer) => bytes],
    ["gzip", zlib.gzipSync(TEXT), zlib.gunzipSync],
    ["zstd", zstdCompressSync(TEXT), zstdDecompressSync],
  ] as const
) {
  const path = join(folder, name);
  writeFileSync(path, packed);
  const source: FileSource = { kind: "file", name, path };

  // A fast wrong answer is worthless: compare before timing.
  assert.equal(await length((await openSource(source)).chunks), TEXT.length);
  assert.equal(await lineBytes((await openSource(source)).chunks), TEXT.length);
  assert.equal(unpack(readFileSync(path)).length, TEXT.length);

  const group = `${name}, ${Math.round(TEXT.length / 1e6)} MB of text`;
  Deno.bench({ group, name: "in one call", baseline: true }, () => {
    unpack(readFileSync(path));
  });
  Deno.bench({ group, name: "openSource()" }, async () => {
    await length((await openSource(source)).chunks);
  });
  Deno.bench({ group, name: "openSource(), line by line" }, async () => {
    await lineBytes((await openSource(source)).chunks);
  });
}
