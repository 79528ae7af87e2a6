import assert from "node:assert/strict";
import { fnv1a } from "./fnv1a.ts";

/** The definition, in whole numbers that cannot overflow. */
function byDefinition(text: string): number {
  let hash = 2166136261n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 16777619n) % 2n ** 32n;
  }
  return Number(hash);
}

Deno.test("fnv1a() is FNV-1a of the UTF-8 bytes, whatever the letters", () => {
  const texts = [
    "",
    "B00004T8R2",
    "a/b",
    "__proto__",
    "é",
    "饭🍚",
    "a\x7f\x80",
  ];
  for (const text of [...texts, "\0", "\ud800", "x".repeat(300)]) {
    assert.equal(fnv1a(text), byDefinition(text), JSON.stringify(text));
  }
  // From the authors' own list of test vectors.
  assert.equal(fnv1a("foobar"), 0xbf9cf968);
});
