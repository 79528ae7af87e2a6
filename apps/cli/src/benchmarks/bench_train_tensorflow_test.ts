// deno-lint-ignore-file no-console -- a skipped test says why
import { findTensorflow } from "@kindred/trainer/tensorflow";
import assert from "node:assert/strict";
import process from "node:process";
import { benchTrain } from "./bench_train.ts";
import { randomGraph } from "./random_graph.ts";
import { trainingTable } from "./training_table.ts";

const obstacle = process.env.KINDRED_TENSORFLOW_TESTS === undefined
  ? "deno task test:tensorflow runs it"
  : findTensorflow().length === 0
  ? "it is not set up; deno task setup:tensorflow does that"
  : null;
if (obstacle !== null) {
  console.log(`skipped, benchmark of TensorFlow: ${obstacle}`);
}

Deno.test({
  name:
    "benchTrain() measures TensorFlow by size of a batch, once it learns what its reference learns",
  ignore: obstacle !== null,
  async fn() {
    const report = await benchTrain(randomGraph(2000, 5000, 1), {
      dimensions: 8,
      seed: 1,
      signal: new AbortController().signal,
      threads: [1],
      engines: ["simd", "tensorflow"],
      device: "cpu",
      batchPairs: [64, 256],
      repeats: 3,
      onMeasurement: () => {},
    });
    const figures = report.training.filter(({ engine }) =>
      engine === "tensorflow"
    );
    // Two workloads, and not ALS.
    assert.deepEqual(
      figures.map(({ batch }) => batch!.batchPairs),
      [64, 256, 64, 256],
    );
    for (const { device, threads, batch, pairsPerSecond } of figures) {
      assert.deepEqual([device, threads], ["cpu", 1]);
      const { meanPairs, stepBytes, bytesPerSecond } = batch!;
      assert.ok(meanPairs <= batch!.batchPairs);
      assert.equal(bytesPerSecond, stepBytes * pairsPerSecond / meanPairs);
    }
    assert.match(trainingTable(report).join("\n"), /MB a step/);
  },
});
