import type { ItemModel } from "@kindred/core";
import assert from "node:assert/strict";
import { randomSplit } from "../../_testing.ts";
import type { Checkpoint } from "../../checkpoint.ts";
import { tensorflowObstacle } from "../../tensorflow/_testing.ts";
import { loadTensorflow } from "../../tensorflow/load_tensorflow.ts";
import { train } from "../../train.ts";
import type { TrainOptions } from "../../train_options.ts";
import { batchReferenceEngine } from "../reference_engine.ts";
import { simdEngine } from "../simd/simd_engine.ts";
import type { TrainEngine } from "../train_engine.ts";
import { testTrainEngine } from "../train_engine_spec.ts";
import { tensorflowEngine } from "./tensorflow_engine.ts";

const obstacle = tensorflowObstacle();

/** Batches of some groups, and many in a block. */
const BATCH = { batchPairs: 16 };

const open = () => tensorflowEngine({ ...BATCH, threads: 1 });

testTrainEngine("tensorflowEngine", open, {
  oracle: batchReferenceEngine(BATCH),
  withoutAls:
    "Cannot train: the tensorflow engine must be given a factorization, got alternating least squares; the simd engine has it",
  // On a GPU what is added to a row comes in any order.
  isExact: obstacle === null && loadTensorflow({ threads: 1 }).device === "cpu",
  // Adagrad and Adam divide a gradient by its own size: where parts of one cancel out,
  // their rounding to single precision counts whole, which the reference does not do.
  toleranceOf: ({ optimizer = "sgd" }) => optimizer === "sgd" ? 1e-5 : 1e-4,
  obstacle,
});

const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({
    name: `tensorflowEngine ${name}`,
    ignore: obstacle !== null,
    fn,
  });

const SPLIT = randomSplit(300, 4000);

const OPTIONS: TrainOptions = {
  dimensions: 8,
  epochs: 4,
  optimizer: "adagrad",
  learningRate: 0.05,
};

/** Trains on one engine to the end of an epoch, and then on another. */
async function trainOnBoth(
  first: TrainEngine,
  second: TrainEngine,
): Promise<ItemModel> {
  const interruption = new AbortController();
  let saved: Checkpoint | undefined;
  const cut = train(SPLIT, OPTIONS, {
    engine: first,
    signal: interruption.signal,
    onEpoch: ({ epoch }) => {
      if (epoch === 2) interruption.abort();
    },
    // What is handed over is what the session will go on changing.
    onCheckpoint: (checkpoint) => {
      saved = structuredClone(checkpoint);
      return Promise.resolve();
    },
  });
  await assert.rejects(cut, { name: "AbortError" });
  assert.equal(saved!.epoch, 3);
  return await train(SPLIT, OPTIONS, { engine: second, resume: saved! });
}

test("goes on from checkpoints of other engines, and they from its own", async () => {
  const oracle = batchReferenceEngine(BATCH);
  const whole = await train(SPLIT, OPTIONS, { engine: oracle });
  for (
    const [first, second] of [[open(), oracle], [oracle, open()]] as const
  ) {
    const { embeddings, itemBias } = await trainOnBoth(first, second);
    for (
      const [actual, wanted] of [
        [embeddings.values, whole.embeddings.values],
        [itemBias, whole.itemBias],
      ] as const
    ) {
      for (const [i, value] of wanted.entries()) {
        assert.ok(Math.abs(actual[i]! - value) < 1e-3 * (1 + Math.abs(value)));
      }
    }
  }
  // By other steps, and so not to the same numbers.
  for (
    const [first, second] of [[open(), simdEngine()], [simdEngine(), open()]]
  ) {
    const model = await trainOnBoth(first!, second!);
    assert.ok(model.embeddings.values.every(Number.isFinite));
  }
});

test("holds as many tensors after a training as before", async () => {
  const { api } = open().tensorflow;
  const count = () => [
    api.memory().numTensors,
    api.backend().binding.getNumOfTensors(),
  ];
  await train(SPLIT, OPTIONS, { engine: open() });
  const before = count();
  for (const optimizer of ["sgd", "adam"] as const) {
    const options = { ...OPTIONS, optimizer, epochs: 2 };
    await train(SPLIT, options, { engine: open() });
    assert.deepEqual(count(), before, optimizer);
  }
  const interruption = new AbortController();
  const cut = train(SPLIT, { ...OPTIONS, epochs: 100 }, {
    engine: open(),
    signal: interruption.signal,
    onPoint: () => interruption.abort(),
  });
  await assert.rejects(cut, { name: "AbortError" });
  assert.deepEqual(count(), before, "interrupted");
});

test("ends where the loss is no number", async () => {
  await assert.rejects(
    train(SPLIT, {
      recipe: "plain",
      model: "squared",
      dimensions: 8,
      epochs: 30,
      learningRate: 10,
      initialLength: 10,
    }, { engine: open() }),
    { name: "TrainingDivergedError" },
  );
});

Deno.test("tensorflowEngine() throws RangeError for batches out of range, before it loads anything", () => {
  for (const batchPairs of [15, 2 ** 20 + 1, 100.5]) {
    assert.throws(
      () => tensorflowEngine({ batchPairs }),
      new RangeError(
        `Cannot train: batchPairs must be a whole number in [16, 1048576], got ${batchPairs}`,
      ),
    );
  }
});
