import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { findNewlines } from "./_find_newlines.ts";

Deno.test("findNewlines() finds what a byte-by-byte search finds, wherever it begins and ends", () => {
  const random = createRandom(5);
  // Bytes that differ from a newline by one bit, or by a borrow.
  const bytes = [0x0a, 0x0b, 0x8a, 0x00, 0x0a, 0xff, 0x09];
  for (let trial = 0; trial < 2000; trial++) {
    const text = Uint8Array.from(
      { length: 32 },
      () => bytes[random.below(bytes.length)]!,
    );
    const from = random.below(17);
    const to = from + random.below(33 - from);
    const found = new Uint32Array(32);
    const count = findNewlines(
      text,
      new Int32Array(text.buffer),
      from,
      to,
      found,
    );
    const expected: number[] = [];
    for (let i = from; i < to; i++) if (text[i] === 0x0a) expected.push(i);
    assert.deepEqual([...found.subarray(0, count)], expected);
  }
});
