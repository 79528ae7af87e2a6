import { OutOfRoomError } from "@kindred/core";
import assert from "node:assert/strict";
import { randomSplit } from "../../_testing.ts";
import { createLearner } from "../../learners/create_learner.ts";
import type { NvidiaGpu } from "../../tensorflow/nvidia_gpus.ts";
import { resolveTrainOptions, type TrainOptions } from "../../train_options.ts";
import type { PairWork } from "../../work/pair_work.ts";
import { referenceEngine } from "../reference_engine.ts";
import { checkRoom } from "./check_room.ts";

/** The work of a training, as its session is given it. */
function workOf(options: TrainOptions): PairWork {
  const split = randomSplit(2000, 5000);
  const session = referenceEngine.open();
  let found: PairWork | undefined;
  createLearner(split.train, 2000, resolveTrainOptions(options), {
    session: {
      ...session,
      start(work) {
        if (work.kind === "pairs") found = work;
        return session.start(work);
      },
    },
    countHits: false,
  });
  return found!;
}

function gpuWith(freeBytes: number): NvidiaGpu {
  return {
    index: 0,
    name: "NVIDIA Tiny",
    driver: "1",
    memoryBytes: freeBytes + 2 ** 28,
    usedBytes: 2 ** 28,
  };
}

Deno.test("checkRoom() lets through what fits", () => {
  for (const optimizer of ["sgd", "adagrad", "adam"] as const) {
    checkRoom(workOf({ optimizer }), 8192, gpuWith(2 ** 33));
  }
});

Deno.test("checkRoom() refuses what does not fit, and says what would, which then does", () => {
  const options: TrainOptions = {
    dimensions: 1024,
    optimizer: "adam",
    tables: 2,
  };
  const gpu = gpuWith(1.13 * 2 ** 30);
  let message = "";
  assert.throws(() => checkRoom(workOf(options), 8192, gpu), (error) => {
    assert.ok(error instanceof OutOfRoomError);
    assert.equal(error.room, "memory");
    ({ message } = error);
    return true;
  });
  assert.match(
    message,
    /^Cannot train: the work must fit into the memory limit, got \d\.\d GiB, about, where 1\.1 GiB are free on NVIDIA Tiny; .* would fit$/,
  );
  const dimensions = Number(/--dimensions (\d+)/.exec(message)![1]);
  checkRoom(workOf({ ...options, dimensions }), 8192, gpu);
  const batch = /--batch-pairs (\d+)/.exec(message);
  if (batch !== null) checkRoom(workOf(options), Number(batch[1]), gpu);
});

Deno.test("checkRoom() says where nothing would fit", () => {
  assert.throws(() => checkRoom(workOf({}), 8192, gpuWith(2 ** 20)), {
    name: "OutOfRoomError",
    message: /nothing smaller would fit, train on the CPU$/,
  });
});
