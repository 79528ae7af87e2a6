import { sha256 } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyFile } from "./verify_file.ts";

Deno.test("verifyFile() refuses a file of another size or hash", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kindred-verify-"));
  try {
    const path = join(folder, "a.whl");
    await writeFile(path, "abc");
    const right = { file: "a.whl", bytes: 3, sha256: sha256("abc") };
    await verifyFile(path, right);
    await assert.rejects(verifyFile(path, { ...right, bytes: 4 }), {
      name: "KindredError",
      message:
        "Cannot use the downloaded a.whl: its size must be 4 bytes, got 3",
    });
    await assert.rejects(
      verifyFile(path, { ...right, sha256: sha256("abd") }),
      /its sha256 must be a52d159f.*, got ba7816bf/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
