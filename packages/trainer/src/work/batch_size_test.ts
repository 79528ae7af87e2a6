import { EpochPlanner } from "@kindred/sampler";
import assert from "node:assert/strict";
import { batchSizeFor } from "./batch_size.ts";

function blocksOf(items: number, groups: number) {
  const left = Uint32Array.from({ length: items - 1 }, (_, i) => i);
  const right = left.map((row) => row + 1);
  return new EpochPlanner({ left, right }, items, { groups }).blocks;
}

Deno.test("batchSizeFor() gives half as many pairs as a block has items, at most", () => {
  assert.equal(batchSizeFor(blocksOf(400, 1), 8192), 200);
  assert.equal(batchSizeFor(blocksOf(400, 2), 8192), 200);
  assert.equal(batchSizeFor(blocksOf(400, 4), 8192), 100);
  assert.equal(batchSizeFor(blocksOf(400, 4), 32), 32);
  assert.equal(batchSizeFor(blocksOf(8, 1), 8192), 16);
});
