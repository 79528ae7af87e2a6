import { KindredError } from "@kindred/core";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { withFolder, writeSource } from "../_testing.ts";
import { noisyLines } from "./_testing.ts";
import { spoolSource } from "./spool_source.ts";

const TEXT = noisyLines(20_000);
const PACKED = gzipSync(TEXT);

Deno.test("spoolSource() replaces a file with what the source holds", async () => {
  await withFolder(async (folder) => {
    const path = await writeSource(folder, "source", PACKED);
    const out = await writeSource(folder, "out", TEXT.toString().repeat(2));
    const info = await spoolSource({ kind: "file", name: path, path }, out);
    assert.ok((await readFile(out)).equals(TEXT));
    assert.equal(info.bytes, PACKED.length);
    assert.equal(info.truncated, false);
  });
});

Deno.test("spoolSource() ends a source that was cut with its last whole line", async () => {
  await withFolder(async (folder) => {
    for (const bytes of [PACKED.length >> 1, 5]) {
      const path = await writeSource(
        folder,
        "source",
        PACKED.subarray(0, bytes),
      );
      const out = join(folder, "out");
      const info = await spoolSource(
        { kind: "file", name: path, path },
        out,
        { allowTruncated: true },
      );
      assert.equal(info.truncated, true);
      const written = await readFile(out);
      assert.ok(written.equals(TEXT.subarray(0, written.length)));
      assert.ok(written.length === 0 ? bytes === 5 : written.at(-1) === 0x0a);
    }
  });
});

Deno.test("spoolSource() leaves no file where it fails", async () => {
  await withFolder(async (folder) => {
    const path = await writeSource(
      folder,
      "source",
      PACKED.subarray(0, PACKED.length >> 1),
    );
    await assert.rejects(
      spoolSource(
        { kind: "file", name: path, path },
        join(folder, "out"),
      ),
      KindredError,
    );
    assert.deepEqual(await readdir(folder), ["source"]);
  });
});
