import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inTemporaryFolder } from "../_testing.ts";
import { sha256, sha256OfFile } from "./sha256.ts";

/** Of "abc" and of a million times "a", from FIPS 180-2, appendix B. */
const OF_ABC =
  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const OF_MILLION =
  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

Deno.test("sha256() gives the published digests, of text or bytes", () => {
  assert.equal(sha256("abc"), OF_ABC);
  assert.equal(sha256(Uint8Array.of(97, 98, 99)), OF_ABC);
  assert.equal(sha256("a".repeat(1_000_000)), OF_MILLION);
});

Deno.test("sha256() takes text as UTF-8", () => {
  assert.equal(sha256("é"), sha256(Uint8Array.of(0xc3, 0xa9)));
});

Deno.test("sha256OfFile() gives the digest of what is in the file", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "file");
    // More than one of the pieces in which it is read.
    for (const text of ["", "abc", "a".repeat(2_500_000)]) {
      await writeFile(path, text);
      assert.equal(await sha256OfFile(path), sha256(text));
    }
  }));

Deno.test("sha256OfFile() rejects if there is no file", () =>
  inTemporaryFolder(async (folder) => {
    await assert.rejects(sha256OfFile(join(folder, "none")), {
      code: "ENOENT",
    });
  }));
