import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CLIQUE_OPTIONS, CLIQUE_SPLIT } from "../../_testing.ts";
import { train } from "../../train.ts";
import type { Work } from "../../work/work.ts";
import type { TrainEngine } from "../train_engine.ts";
import {
  inSession,
  learnBytes,
  ONE_OF_EACH,
  testTrainEngine,
} from "../train_engine_spec.ts";
import { simdEngine } from "./simd_engine.ts";

// By other numbers of threads it gives the same bytes: see below.
testTrainEngine("simdEngine(2 threads)", () => simdEngine({ threads: 2 }));
testTrainEngine(
  "simdEngine(3 threads, portable)",
  () => simdEngine({ threads: 3, portable: true }),
);

Deno.test("simdEngine() takes a thread for each processor by default", () => {
  const { name, device, threads } = simdEngine();
  assert.deepEqual([name, device], ["simd", "cpu"]);
  assert.equal(threads, availableParallelism());
  assert.equal(simdEngine({ threads: 3 }).threads, 3);
});

for (const portable of [false, true]) {
  Deno.test(`simdEngine() gives the same bytes by any number of threads, portable ${portable}`, async () => {
    const one = await learnBytes(
      simdEngine({ threads: 1, portable }),
      ONE_OF_EACH,
    );
    for (const threads of [2, 3]) {
      assert.deepEqual(
        await learnBytes(simdEngine({ threads, portable }), ONE_OF_EACH),
        one,
        `${threads} threads`,
      );
    }
  });
}

/** The engine with work that something was done to before it is started. */
function spoiltEngine(
  engine: TrainEngine,
  spoil: (work: Work) => void,
): TrainEngine {
  return {
    ...engine,
    open() {
      const session = engine.open();
      return {
        ...session,
        start(work) {
          spoil(work);
          return session.start(work);
        },
      };
    },
  };
}

Deno.test("simdEngine() releases the threads that wait for one that fails", async () => {
  const engine = spoiltEngine(simdEngine({ threads: 3 }), (work) => {
    assert.equal(work.kind, "pairs");
    const { round, first } = work.blocks.schedule;
    // Two blocks wait for a turn that never comes, a third has no such group.
    round[0] = 99;
    round[1] = 99;
    first[2] = 200;
  });
  await assert.rejects(
    learnBytes(engine, [{ recipe: "plain", dimensions: 4, epochs: 1 }]),
    (error) => {
      assert.ok(error instanceof Error);
      assert.notEqual(error.message, "another thread has failed");
      return true;
    },
  );
});

Deno.test("simdEngine() fails a run that is under way when its session is closed", async () => {
  const engine = simdEngine({ threads: 2 });
  await inSession(engine, async (session) => {
    const values = session.arrays.float32(1_000_000 * 16);
    const table = { values, itemCount: 1_000_000, dimensions: 16 };
    const run = session.start({
      kind: "gram",
      table,
      parts: Array.from({ length: 64 }, () => session.arrays.float32(16 ** 2)),
    });
    const failed = assert.rejects(
      run.run(1, 0, 64),
      new Error("a thread of the training has ended"),
    );
    await session.close();
    await failed;
    await assert.rejects(
      run.run(1, 0, 64),
      new Error("a thread of the training has ended"),
    );
  });
});

Deno.test("simdEngine() leaves no thread behind that would keep a process alive", async () => {
  const fixture = new URL("simd_engine_fixture.ts", import.meta.url);
  // Killed only where it does not end by itself, which is a failure then.
  const { stdout } = await promisify(execFile)(process.execPath, [
    "run",
    "-A",
    "--cached-only",
    "--no-check",
    fileURLToPath(fixture),
  ], { timeout: 60_000 });
  assert.equal(stdout, "trained\n");
});

Deno.test("simdEngine() throws RangeError where threads is not a whole number >= 1", () => {
  for (const threads of [0, -1, 1.5, NaN]) {
    assert.throws(
      () => simdEngine({ threads }),
      new RangeError(
        `Cannot train: threads must be a whole number >= 1, got ${threads}`,
      ),
    );
  }
});

Deno.test("simdEngine() keeps several sessions open at once", async () => {
  const engine = simdEngine({ threads: 1 });
  const models = await Promise.all(
    [1, 2].map((seed) =>
      train(CLIQUE_SPLIT, { ...CLIQUE_OPTIONS, epochs: 2, seed }, { engine })
    ),
  );
  assert.notDeepEqual(
    models[0]!.embeddings.values,
    models[1]!.embeddings.values,
  );
});
