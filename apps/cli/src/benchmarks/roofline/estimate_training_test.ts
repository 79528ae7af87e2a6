import { stepShapeOf, stepWork } from "@kindred/trainer";
import assert from "node:assert/strict";
import { estimateTable } from "./estimate_table.ts";
import { CATALOGUE_SHAPES, estimateTraining } from "./estimate_training.ts";
import { H100 } from "./machine_limits.ts";

const OPTIONS = { dimensions: 128, batchPairs: [8192, 65_536] };

Deno.test("estimateTraining() has a line a catalogue, recipe and batch, which follows from its step", () => {
  const estimates = estimateTraining(CATALOGUE_SHAPES, OPTIONS);
  assert.equal(estimates.length, 2 * 3 * 2);
  for (const estimate of estimates) {
    const { step, seconds, meanBatchPairs, pairsPerSecond } = estimate;
    assert.ok(meanBatchPairs <= estimate.batchPairs);
    const bytes = step.readBytes + step.madeBytes + step.changedBytes;
    assert.equal(seconds.memory, bytes / 3.35e12);
    const slowest = Math.max(
      seconds.memory,
      seconds.arithmetic,
      seconds.launches + seconds.drawing,
    );
    assert.equal(pairsPerSecond, meanBatchPairs / slowest);
    assert.equal(
      estimate.secondsPerEpoch,
      estimate.catalogue.pairs / pairsPerSecond,
    );
  }
  const adam = estimates.find(({ recipe }) => recipe === "plain, Adam")!;
  const options = { recipe: "plain", optimizer: "adam" } as const;
  assert.deepEqual(
    adam.step,
    stepWork(stepShapeOf(options, adam.meanBatchPairs)),
  );
});

Deno.test("estimateTraining() is bound by memory where the host costs nothing", () => {
  const [first] = estimateTraining(CATALOGUE_SHAPES, {
    ...OPTIONS,
    limits: { ...H100, secondsPerOperation: 0, bytesPerSecond: 1e10 },
  });
  assert.equal(first!.bound, "memory");
  assert.ok(first!.pairsPerSecond < 1e6);
});

Deno.test("estimateTable() says that nothing was run", () => {
  const lines = estimateTable(estimateTraining(CATALOGUE_SHAPES, OPTIONS), 128);
  assert.match(lines[0]!, /on paper: no GPU was run\. 128 dimensions$/);
  assert.equal(lines.filter((line) => /^books /.test(line)).length, 6);
});
