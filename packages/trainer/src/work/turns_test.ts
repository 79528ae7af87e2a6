import { blockSchedule } from "@kindred/sampler";
import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { awaitTurn, createTurns, endTurn, resetTurns } from "./turns.ts";

const never = (): boolean => false;

Deno.test("createTurns() is shared by threads, with nothing behind any group", () => {
  const turns = createTurns(4);
  assert.ok(turns.buffer instanceof SharedArrayBuffer);
  assert.deepEqual([...turns], [0, 0, 0, 0]);
});

Deno.test("resetTurns() gives each group as many blocks as it has had", () => {
  const schedule = blockSchedule(8);
  const turns = createTurns(8);
  const ended = createTurns(8);
  for (let block = 0; block <= schedule.first.length; block++) {
    resetTurns(turns, schedule, block);
    assert.deepEqual([...turns], [...ended], `block ${block}`);
    const [first, second] = [schedule.first[block], schedule.second[block]];
    if (first !== undefined) {
      // Every group has had one block of each round before.
      assert.equal(turns[first], schedule.round[block]);
      endTurn(ended, first);
      if (second !== first) endTurn(ended, second!);
    }
  }
});

Deno.test("awaitTurn() does not wait for what is done", () => {
  const turns = createTurns(2);
  awaitTurn(turns, 1, 0, never);
  endTurn(turns, 1);
  endTurn(turns, 1);
  awaitTurn(turns, 1, 1, never);
  awaitTurn(turns, 1, 2, never);
  assert.deepEqual([...turns], [0, 2]);
});

Deno.test("awaitTurn() waits until another thread ends the turn", async () => {
  const turns = createTurns(2);
  const worker = new Worker(new URL("./turns_fixture.ts", import.meta.url), {
    workerData: { turns, group: 1 },
  });
  try {
    worker.postMessage("end");
    awaitTurn(turns, 1, 1, never);
    assert.deepEqual([...turns], [0, 1]);
    await once(worker, "message");
  } finally {
    await worker.terminate();
  }
});

Deno.test("awaitTurn() throws where another thread has failed", () => {
  const turns = createTurns(1);
  let asked = 0;
  assert.throws(
    () => awaitTurn(turns, 0, 1, () => ++asked === 3),
    new Error("another thread has failed"),
  );
  assert.equal(asked, 3);
  // What is done needs nobody else.
  awaitTurn(turns, 0, 0, () => true);
});
