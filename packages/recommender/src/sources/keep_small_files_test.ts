import assert from "node:assert/strict";
import { FILES, sourceSpec } from "./_source_spec.ts";
import { keepSmallFiles } from "./keep_small_files.ts";
import { memorySource } from "./memory_source.ts";
import type { ModelSource } from "./model_source.ts";

/** A source that notes what is read. */
function noting(): { source: ModelSource; reads: string[] } {
  const files = memorySource(FILES);
  const reads: string[] = [];
  return {
    reads,
    source: {
      ...files,
      read(name, from, to) {
        reads.push(`${name} ${from}-${to}`);
        return files.read(name, from, to);
      },
    },
  };
}

Deno.test("keepSmallFiles() is a source", async () => {
  for (const mostBytes of [0, 999, 1000]) {
    await sourceSpec(keepSmallFiles(memorySource(FILES), { mostBytes }));
  }
});

Deno.test("keepSmallFiles() reads short files once, and parts of long ones", async () => {
  const short = noting();
  const kept = keepSmallFiles(short.source);
  await Promise.all([
    kept.read("items.ndjson", 1, 2),
    kept.read("items.ndjson", 3, 4),
  ]);
  assert.deepEqual(short.reads, ["items.ndjson 0-1000"]);
  const long = noting();
  await keepSmallFiles(long.source, { mostBytes: 999 })
    .read("items.ndjson", 1, 2);
  assert.deepEqual(long.reads, ["items.ndjson 1-2"]);
});

Deno.test("keepSmallFiles() reads again what could not be read, and closes the source", async () => {
  const files = memorySource(FILES);
  let failures = 1;
  let isClosed = false;
  const source = keepSmallFiles({
    ...files,
    read: (...part) =>
      failures-- > 0
        ? Promise.reject(new Error("not now"))
        : files.read(...part),
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  });
  await assert.rejects(source.read("items.ndjson", 0, 1), /not now/);
  assert.equal((await source.read("items.ndjson", 0, 1)).length, 1);
  await source.close!();
  assert.ok(isClosed);
  assert.throws(
    () => keepSmallFiles(files, { mostBytes: -1 }),
    new RangeError(
      "Cannot keep small files: mostBytes must be a whole number >= 0, got -1",
    ),
  );
});
