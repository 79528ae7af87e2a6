import assert from "node:assert/strict";
import { inputPath } from "./source_reading.ts";

Deno.test("inputPath() leaves out what may be secret in an address", () => {
  const url = "https://example.org:8080/a/meta.json.gz?token=secret#x";
  assert.equal(
    inputPath({ kind: "http", name: url, url }),
    "https://example.org:8080/a/meta.json.gz",
  );
});
