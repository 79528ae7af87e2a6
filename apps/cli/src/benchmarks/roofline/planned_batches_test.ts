import { BlockBatches, EpochPlanner } from "@kindred/sampler";
import { batchSizeAmong } from "@kindred/trainer";
import assert from "node:assert/strict";
import { randomGraph } from "../random_graph.ts";
import { plannedBatches } from "./planned_batches.ts";

Deno.test("plannedBatches() is about what an epoch has", () => {
  const { itemCount, train } = randomGraph(8000, 60_000, 1);
  for (const batchPairs of [64, 512, 8192]) {
    const blockPairs = 4 * batchPairs;
    const planner = new EpochPlanner(train, itemCount, { blockPairs });
    const blocks = planner.plan(1);
    const blockCount = blocks.start.length - 1;
    const batches = new BlockBatches(blocks, {
      batchSize: batchSizeAmong(itemCount, planner.groups, batchPairs),
    });
    let count = 0;
    for (let block = 0; block < blockCount; block++) {
      for (const _ of batches.of(1, block)) count++;
    }
    const planned = plannedBatches(
      { items: itemCount, pairs: 60_000 },
      batchPairs,
      blockPairs,
    );
    assert.equal(planned.blocks, blockCount);
    const apart = planned.pairs / (60_000 / count) - 1;
    assert.ok(Math.abs(apart) < 0.25, `${batchPairs}: ${apart}`);
  }
});

Deno.test("plannedBatches() makes no batch larger than half of the items", () => {
  const graph = { items: 4000, pairs: 10_000 };
  const { blocks, pairs } = plannedBatches(graph, 2 ** 20, 2 ** 24);
  assert.deepEqual({ blocks, pairs }, { blocks: 1, pairs: 2000 });
});
