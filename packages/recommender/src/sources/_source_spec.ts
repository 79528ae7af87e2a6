import assert from "node:assert/strict";
import type { ModelSource } from "./model_source.ts";

/** What the sources of {@linkcode sourceSpec} hold. */
export const FILES: Record<string, Uint8Array<ArrayBuffer>> = {
  "items.ndjson": Uint8Array.from({ length: 1000 }, (_, i) => i % 251),
  "empty": new Uint8Array(),
};

/** Checks what every source of {@linkcode FILES} must do. */
export async function sourceSpec(source: ModelSource): Promise<void> {
  const file = FILES["items.ndjson"]!;
  for (const [from, to] of [[0, 1000], [3, 10], [999, 1000], [5, 5]] as const) {
    const bytes = await source.read("items.ndjson", from, to);
    assert.deepEqual([...bytes], [...file.subarray(from, to)]);
  }
  const parts = await Promise.all(
    Array.from({ length: 50 }, (_, i) => source.read("items.ndjson", i, i + 9)),
  );
  for (const [i, part] of parts.entries()) {
    assert.deepEqual([...part], [...file.subarray(i, i + 9)]);
  }
  assert.equal(await source.size("items.ndjson"), 1000);
  assert.equal(await source.size("empty"), 0);
  for (const name of ["lists.bin", "__proto__", "constructor"]) {
    assert.equal(await source.size(name), null);
    await assert.rejects(source.read(name, 0, 1), {
      name: "ArtifactError",
      path: source.pathOf?.(name) ?? name,
      message: /it must be there, got no such file$/,
    });
  }
  await assert.rejects(source.read("items.ndjson", 990, 1001), {
    name: "ArtifactError",
    path: source.pathOf?.("items.ndjson") ?? "items.ndjson",
    message: /it must have 1001 bytes or more, got 1000$/,
  });
}
