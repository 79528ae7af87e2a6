import assert from "node:assert/strict";
import { simdEngine, type TrainEngine } from "@kindred/trainer";
import { benchTrain } from "./bench_train.ts";
import { expectSameModel } from "./expect_same_model.ts";
import { randomGraph } from "./random_graph.ts";
import { trainingTable } from "./training_table.ts";
import { WORKLOADS } from "./workloads.ts";

const SETTING = {
  dimensions: 8,
  seed: 1,
  signal: new AbortController().signal,
};

Deno.test("benchTrain() reckons each figure from what was measured", async () => {
  const report = await benchTrain(randomGraph(2000, 5000, 1), {
    ...SETTING,
    threads: [1, 2],
    repeats: 3,
    onMeasurement: () => {},
  });
  assert.deepEqual(report.graph, { items: 2000, pairs: 5000, dimensions: 8 });
  assert.deepEqual(report.randomAccess.map(({ threads }) => threads), [1, 2]);
  assert.equal(report.training.length, 3 * WORKLOADS.length);
  for (const figure of report.training) {
    const { pairsPerSecond, measured, engine, threads } = figure;
    assert.equal(pairsPerSecond, measured.toSorted((a, b) => a - b)[1]);
    assert.deepEqual([figure.device, figure.batch], ["cpu", null]);
    assert.equal(figure.secondsPerEpoch, 5000 / pairsPerSecond);
    const reference = report.training.find((other) =>
      other.workload === figure.workload && other.engine === "reference"
    )!;
    assert.equal(
      figure.timesReference,
      pairsPerSecond / reference.pairsPerSecond,
    );
    const access = report.randomAccess.find((one) => one.threads === threads)!;
    const isAls = figure.workload === "ALS";
    assert.equal(figure.bytesPerSecond === null, isAls);
    assert.equal(
      figure.shareOfRandomAccess,
      isAls || engine === "reference"
        ? null
        : figure.bytesPerSecond! / access.bytesPerSecond,
    );
  }
  const [own, , , shared] = report.training;
  // 7 rows of 32 bytes, read and written; 16 pairs share 32 rows, and have 2 each.
  assert.equal(own!.bytesPerSecond, 448 * own!.pairsPerSecond);
  assert.equal(shared!.bytesPerSecond, 256 * shared!.pairsPerSecond);

  const table = trainingTable(report).join("\n");
  assert.match(table, /^2,000 items in 5,000 pairs, 8 dimensions\n/);
  assert.equal(table.match(/ simd /g)?.length, 6);
});

Deno.test("expectSameModel() passes the SIMD engine, and no engine that learns other things", async () => {
  const wrong: TrainEngine = {
    ...simdEngine({ threads: 1 }),
    name: "wrong",
    open() {
      const session = simdEngine({ threads: 1 }).open();
      return {
        ...session,
        start: (work) => {
          const run = session.start(work);
          return {
            stop: run.stop,
            taken: 0,
            // Leaves the last piece out.
            async run(epoch, from, to) {
              await run.run(epoch, from, to - 1);
              return to;
            },
          };
        },
      };
    },
  };
  for (const workload of WORKLOADS) {
    await expectSameModel(workload, simdEngine({ threads: 2 }), SETTING);
  }
  await assert.rejects(expectSameModel(WORKLOADS[0]!, wrong, SETTING), {
    name: "KindredError",
    message: /^Cannot time the wrong engine \(5 negatives of its own\): its/,
  });
});

Deno.test("benchTrain() ends when it is told to", async () => {
  const ending = new AbortController();
  const work = benchTrain(randomGraph(2000, 5000, 1), {
    ...SETTING,
    signal: ending.signal,
    threads: [1],
    repeats: 3,
    onMeasurement: (_, done) => done === 2 && ending.abort(new Error("enough")),
  });
  await assert.rejects(work, { message: "enough" });
});
