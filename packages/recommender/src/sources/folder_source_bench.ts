// version "at once": readSync    version "awaited": FileHandle.read
// Run: deno bench -A packages/recommender/src/sources/folder_source_bench.ts
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { readSync } from "node:fs";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FILE_BYTES = 2 ** 26;
const folder = await mkdtemp(join(tmpdir(), "kindred-bench-"));
const path = join(folder, "items.ndjson");
await writeFile(path, new Uint8Array(FILE_BYTES).map((_, i) => i % 251));
const file = await open(path, "r");
// The open file outlives its name.
await rm(folder, { recursive: true });
const random = createRandom(1);

for (const length of [400, 2 ** 16]) {
  const bytes = new Uint8Array(length);
  const place = () => random.below(FILE_BYTES - length);
  const from = place();
  const atOnce = new Uint8Array(length);
  readSync(file.fd, atOnce, 0, length, from);
  await file.read(bytes, 0, length, from);
  assert.deepEqual(atOnce, bytes);

  const group = `a random part of ${length} bytes, in the system's cache`;
  Deno.bench({ group, name: "awaited", baseline: true }, async () => {
    await file.read(bytes, 0, length, place());
  });
  Deno.bench({ group, name: "at once" }, () => {
    readSync(file.fd, bytes, 0, length, place());
  });
}
