import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FILES, sourceSpec } from "./_source_spec.ts";
import { folderSource } from "./folder_source.ts";

async function withFiles(use: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "kindred-source-"));
  try {
    for (const [name, bytes] of Object.entries(FILES)) {
      await writeFile(join(folder, name), bytes);
    }
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

Deno.test("folderSource() is a source", async () => {
  await withFiles(async (folder) => {
    const source = folderSource(folder);
    await sourceSpec(source);
    await source.close();
  });
});

Deno.test("folderSource() reads what it has opened even if the folder is removed", async () => {
  await withFiles(async (folder) => {
    const source = folderSource(folder);
    await source.size("items.ndjson");
    await rm(folder, { recursive: true });
    assert.deepEqual(
      await source.read("items.ndjson", 1, 3),
      Uint8Array.of(1, 2),
    );
    await source.close();
  });
});

Deno.test("close() lets the reads under way end and refuses later ones", async () => {
  await withFiles(async (folder) => {
    const source = folderSource(folder);
    await writeFile(join(folder, "weights.bin"), new Uint8Array(1e6).fill(7));
    const short = source.read("items.ndjson", 0, 2);
    const long = source.read("weights.bin", 5, 1e6);
    await source.close();
    assert.deepEqual(await short, Uint8Array.of(0, 1));
    assert.deepEqual(await long, new Uint8Array(1e6 - 5).fill(7));
    const path = join(folder, "items.ndjson");
    await assert.rejects(source.read("items.ndjson", 0, 2), {
      name: "ArtifactError",
      path,
      message:
        `Cannot read "${path}": it must be a file that can be read, got a closed folder`,
    });
    await source.close();
  });
});

Deno.test("folderSource() throws ArtifactError for what is no file", async () => {
  await withFiles(async (folder) => {
    await mkdir(join(folder, "lists.bin"));
    const source = folderSource(folder);
    await assert.rejects(source.read("lists.bin", 0, 1), {
      name: "ArtifactError",
      path: join(folder, "lists.bin"),
      message: /it must be a file that can be read, got something else$/,
    });
    await source.close();
  });
});
