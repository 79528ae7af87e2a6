import assert from "node:assert/strict";
import { rowChunk, rowChunks } from "./row_chunks.ts";

Deno.test("rowChunk() gives every row once, at most 512 at a time", () => {
  for (const itemCount of [1, 511, 512, 513, 2048, 5000]) {
    let next = 0;
    for (let piece = 0; piece < rowChunks(itemCount); piece++) {
      const { from, to } = rowChunk(piece, itemCount);
      assert.equal(from, next);
      assert.ok(to > from && to - from <= 512);
      next = to;
    }
    assert.equal(next, itemCount);
  }
});
