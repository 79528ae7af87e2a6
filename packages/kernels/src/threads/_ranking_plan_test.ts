import type { ItemModel } from "@kindred/core";
import assert from "node:assert/strict";
import {
  blockQueries,
  mostQueries,
  sliceQueries,
  threadsWorth,
} from "./_ranking_plan.ts";

/** A model as far as a plan looks at it. */
function modelOf(itemCount: number, dimensions: number): ItemModel {
  return {
    embeddings: { values: new Float32Array(), itemCount, dimensions },
    itemBias: new Float32Array(),
    globalBias: 0,
  };
}

Deno.test("threadsWorth() is below 2 for small jobs, and grows with the job's root", () => {
  const model = modelOf(12_000, 128);
  assert.equal(threadsWorth(model, 0), 0);
  assert.equal(threadsWorth(model, 1), 0);
  assert.equal(threadsWorth(model, 1000), 1);
  const some = threadsWorth(model, 12_000);
  assert.ok(some >= 2);
  assert.equal(threadsWorth(model, 4 * 12_000), 2 * some + 1);
});

Deno.test("threadsWorth() is at least 2 where one slice would take long", () => {
  assert.equal(threadsWorth(modelOf(1_000_000, 128), 1), 2);
  assert.ok(threadsWorth(modelOf(420_000, 128), 1) < 2);
});

Deno.test("sliceQueries() is fewer for large models, and never none", () => {
  assert.equal(sliceQueries(modelOf(1000, 128), 32), 32);
  assert.equal(sliceQueries(modelOf(420_000, 128), 32), 8);
  assert.equal(sliceQueries(modelOf(4_000_000, 128), 32), 8);
  assert.equal(sliceQueries(modelOf(0, 0), 32), 32);
});

Deno.test("mostQueries() leaves room for the model and for every thread", () => {
  assert.equal(mostQueries(modelOf(420_000, 128), 2), 32);
  for (const itemCount of [420_000, 1_000_000, 8_000_000]) {
    for (const threads of [1, 2, 16, 64]) {
      const block = mostQueries(modelOf(itemCount, 128), threads);
      assert.ok(block >= 1);
      const numbers = itemCount * (129 + block * (threads + 1));
      assert.ok(block === 1 || numbers < 2 ** 30, `${itemCount}, ${threads}`);
    }
  }
});

Deno.test("blockQueries() gives each thread some blocks, of whole strips", () => {
  assert.equal(blockQueries(10_000, 2, 32), 32);
  assert.equal(blockQueries(300, 2, 32), 24);
  assert.equal(blockQueries(1, 64, 32), 8);
  assert.equal(blockQueries(0, 2, 32), 8);
  assert.equal(blockQueries(10_000, 2, 3), 3);
});
