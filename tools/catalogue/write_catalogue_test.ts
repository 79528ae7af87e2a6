import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as zlib from "node:zlib";
import { makeCatalogue } from "./_testing.ts";
import { Catalogue } from "./catalogue.ts";
import { writeCatalogue } from "./write_catalogue.ts";

const OPTIONS = { records: 1500, broken: 0.01 };

async function withFolder(use: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "kindred-catalogue-test-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

Deno.test("writeCatalogue() writes the same text plain and as gzip", () =>
  withFolder(async (folder) => {
    const { bytes } = makeCatalogue(OPTIONS);
    const plain = join(folder, "meta.json");
    await writeCatalogue(new Catalogue(OPTIONS), plain);
    assert.ok((await readFile(plain)).equals(bytes));

    const packed = join(folder, "meta.json.gz");
    const small = join(folder, "small.json.gz");
    await writeCatalogue(new Catalogue(OPTIONS), packed);
    await writeCatalogue(new Catalogue(OPTIONS), small, { level: 9 });
    assert.ok(gunzipSync(await readFile(packed)).equals(bytes));
    assert.ok(gunzipSync(await readFile(small)).equals(bytes));
    assert.ok(
      (await readFile(small)).length < (await readFile(packed)).length,
    );
  }));

const { zstdDecompressSync } = zlib as unknown as {
  zstdDecompressSync?(bytes: Uint8Array): Buffer;
};
if (zstdDecompressSync === undefined) {
  // deno-lint-ignore no-console -- a skipped test says why
  console.log("skipped: this runtime's zlib has no Zstandard");
}

Deno.test({
  name: "writeCatalogue() writes Zstandard",
  ignore: zstdDecompressSync === undefined,
  fn: () =>
    withFolder(async (folder) => {
      const path = join(folder, "meta.json.zst");
      await writeCatalogue(new Catalogue(OPTIONS), path);
      const text = zstdDecompressSync!(await readFile(path));
      assert.ok(text.equals(makeCatalogue(OPTIONS).bytes));
    }),
});

Deno.test("writeCatalogue() replaces a file only if told to", () =>
  withFolder(async (folder) => {
    const path = join(folder, "meta.json");
    await writeFile(path, "precious");
    await assert.rejects(writeCatalogue(new Catalogue(OPTIONS), path), {
      name: "KindredError",
      message:
        `Cannot write "${path}": nothing must be there, got a file; --force replaces it`,
    });
    assert.equal(await readFile(path, "utf8"), "precious");
    await writeCatalogue(new Catalogue(OPTIONS), path, { force: true });
    assert.ok((await readFile(path)).equals(makeCatalogue(OPTIONS).bytes));
  }));

Deno.test("writeCatalogue() leaves nothing behind when it is ended", () =>
  withFolder(async (folder) => {
    const interruption = new AbortController();
    const path = join(folder, "meta.json.gz");
    const writing = writeCatalogue(new Catalogue({ records: 20_000 }), path, {
      signal: interruption.signal,
    });
    while ((await readdir(folder)).length === 0);
    interruption.abort();
    await assert.rejects(writing, { name: "AbortError" });
    assert.deepEqual(await readdir(folder), []);
  }));

Deno.test("writeCatalogue() says which folder is missing", () =>
  withFolder(async (folder) => {
    const path = join(folder, "missing", "meta.json");
    await assert.rejects(writeCatalogue(new Catalogue(OPTIONS), path), {
      code: "ENOENT",
    });
  }));
