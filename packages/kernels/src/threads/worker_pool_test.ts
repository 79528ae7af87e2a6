import assert from "node:assert/strict";
import { siblingScript, WorkerPool } from "./worker_pool.ts";
import type { FixtureRequest, FixtureSetup } from "./worker_pool_fixture.ts";

/** Has a pool of the fixture's threads used, and closes it. */
async function withPool(
  threads: number,
  use: (
    pool: WorkerPool<FixtureSetup, FixtureRequest, number>,
    started: Int32Array,
  ) => Promise<void>,
): Promise<void> {
  const started = new Int32Array(new SharedArrayBuffer(4));
  const script = siblingScript(import.meta.url, "worker_pool_fixture");
  const pool = new WorkerPool<FixtureSetup, FixtureRequest, number>(script, {
    threads,
    setup: { factor: 3, started },
    task: "fixture",
  });
  try {
    await use(pool, started);
  } finally {
    await pool.close();
  }
}

const SCALE: FixtureRequest = {
  kind: "scale",
  values: new Float32Array(new SharedArrayBuffer(8)).fill(2),
};

Deno.test("WorkerPool.ask() returns an answer of every thread", async () => {
  await withPool(3, async (pool, started) => {
    assert.deepEqual(await pool.ask(SCALE), [12, 12, 12]);
    assert.equal(started[0], 3);
  });
});

Deno.test("WorkerPool.ask() answers several requests one after another", async () => {
  await withPool(2, async (pool) => {
    const values = new Float32Array(new SharedArrayBuffer(4)).fill(5);
    assert.deepEqual(
      await Promise.all([pool.ask(SCALE), pool.ask({ kind: "scale", values })]),
      [[12, 12], [15, 15]],
    );
  });
});

Deno.test("WorkerPool.ask() fails with a thread's message, and asks on", async () => {
  await withPool(2, async (pool) => {
    await assert.rejects(
      pool.ask({ kind: "fail", message: "no such thing" }),
      new Error("no such thing"),
    );
    assert.deepEqual(await pool.ask(SCALE), [12, 12]);
  });
});

Deno.test("WorkerPool.ask() fails for good when a thread has ended", async () => {
  await withPool(2, async (pool) => {
    const ended = new Error("a thread of the fixture has ended");
    await assert.rejects(pool.ask({ kind: "end" }), ended);
    await assert.rejects(pool.ask(SCALE), ended);
  });
});

Deno.test("WorkerPool.grow() starts the threads that are missing", async () => {
  await withPool(1, async (pool, started) => {
    assert.equal(pool.threads, 1);
    await pool.ask(SCALE);
    pool.grow(3);
    assert.equal(pool.threads, 3);
    assert.deepEqual(await pool.ask(SCALE), [12, 12, 12]);
    pool.grow(2);
    assert.equal(pool.threads, 3);
    assert.equal(started[0], 3);
  });
});

Deno.test("WorkerPool.close() fails what is asked later", async () => {
  await withPool(1, async (pool) => {
    await pool.ask(SCALE);
    await pool.close();
    await assert.rejects(
      pool.ask(SCALE),
      new Error("a thread of the fixture has ended"),
    );
  });
});

Deno.test("siblingScript() stands beside the module, with its ending", () => {
  for (const ending of [".ts", ".js"]) {
    assert.equal(
      siblingScript(`file:///a.b/src/pool${ending}`, "worker").href,
      `file:///a.b/src/worker${ending}`,
    );
  }
});
