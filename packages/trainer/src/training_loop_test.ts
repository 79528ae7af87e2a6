import { type ProgressEvent, TrainingDivergedError } from "@kindred/core";
import { pairLogits, rocAuc } from "@kindred/kernels";
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  bytesOf,
  changedEngine,
  CLIQUE_OPTIONS,
  CLIQUE_SPLIT,
  haltingEngine,
  pairsOf,
  randomSplit,
} from "./_testing.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { referenceEngine } from "./engines/reference_engine.ts";
import { simdEngine } from "./engines/simd/simd_engine.ts";
import { train, type TrainingSplit } from "./train.ts";
import type { CurvePoint, EpochReport, TrainHooks } from "./train_hooks.ts";
import type { TrainOptions } from "./train_options.ts";

/** Four groups of items: ten pieces an epoch, each of other size. */
const SPLIT = randomSplit(600, 8400);
const PLAIN = { recipe: "plain", dimensions: 8, epochs: 5 } as const;

/** Trains, and returns all that was reported. */
async function watch(
  split: TrainingSplit,
  options: TrainOptions,
  hooks: TrainHooks = {},
) {
  const points: CurvePoint[] = [];
  const epochs: EpochReport[] = [];
  const model = await train(split, options, {
    engine: referenceEngine,
    onPoint: (point) => points.push(point),
    onEpoch: (report) => epochs.push(report),
    ...hooks,
  });
  return { model, points, epochs };
}

const meanOf = (values: number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

Deno.test("train() reports each epoch, with a loss that falls", async () => {
  const { epochs } = await watch(SPLIT, PLAIN, { countHits: true });
  assert.deepEqual(epochs.map(({ epoch }) => epoch), [1, 2, 3, 4, 5]);
  for (const [e, { pairs, seconds, meanLoss, hits }] of epochs.entries()) {
    assert.equal(pairs, 8400);
    assert.ok(seconds >= 0);
    assert.ok(e === 0 || meanLoss < epochs[e - 1]!.meanLoss);
    // Of 42,000 draws: an item has 28 partners of 600.
    assert.ok(hits! > 42_000 * 0.03 && hits! < 42_000 * 0.1, `${hits}`);
  }
});

Deno.test("train() draws a curve of 20 points or more, up to one a piece", async () => {
  for (const [epochs, count] of [[1, 10], [2, 20], [5, 20], [30, 30]]) {
    const { points } = await watch(SPLIT, { ...PLAIN, epochs: epochs! });
    assert.equal(points.length, count);
    const last = points.at(-1)!;
    assert.deepEqual([last.epoch, last.pairs], [epochs, epochs! * 8400]);
  }
});

Deno.test("train() draws as many points as asked for, of the same model", async () => {
  const few = await watch(SPLIT, { ...PLAIN, curvePoints: 5 });
  const many = await watch(SPLIT, { ...PLAIN, curvePoints: 40 });
  assert.equal(few.points.length, 5);
  assert.equal(many.points.length, 40);
  assert.deepEqual(bytesOf(many.model), bytesOf(few.model));
  const atEnds = many.points.filter(({ epoch }) => Number.isInteger(epoch));
  assert.deepEqual(
    atEnds.map(({ validationRocAuc }) => validationRocAuc),
    few.points.map(({ validationRocAuc }) => validationRocAuc),
  );
  // More than pieces there cannot be: ten an epoch.
  const most = await watch(SPLIT, { ...PLAIN, curvePoints: 1000 });
  assert.equal(most.points.length, 50);
});

for (
  const [model, options] of Object.entries(
    {
      "pair by pair": PLAIN,
      "by alternating least squares": { recipe: "als", dimensions: 8 },
    } satisfies Record<string, TrainOptions>,
  )
) {
  Deno.test(`train() draws a curve of points that add up to the epochs, ${model}`, async () => {
    const { points, epochs } = await watch(SPLIT, options);
    let before = 0;
    for (const { epoch, pairs, meanLoss } of points) {
      assert.equal(epoch, pairs / 8400);
      assert.ok(pairs > before);
      assert.ok(meanLoss > 0);
      before = pairs;
    }
    const lossAt = (from: number, to: number): number =>
      meanOf(
        points.filter(({ epoch }) => epoch > from && epoch <= to)
          .map(({ meanLoss }) => meanLoss),
      );
    for (const { epoch, learningRate } of epochs) {
      const point = points.find((point) => point.epoch === epoch)!;
      assert.equal(point.learningRate, learningRate);
      const report = epochs[epoch - 1]!;
      assert.equal(report.validationRocAuc, point.validationRocAuc);
      // Points are of unlike size, but within an epoch of about the same loss.
      const mean = lossAt(epoch - 1, epoch);
      assert.ok(Math.abs(mean / report.meanLoss - 1) < 0.1);
    }
    assert.ok(points.at(-1)!.meanLoss < 0.95 * points[0]!.meanLoss);
  });
}

Deno.test("train() counts in a point what is done, not what share of the pieces", async () => {
  const { points } = await watch(SPLIT, { ...PLAIN, epochs: 1 });
  // Pieces of one group have half as many pairs as pieces of two.
  const sizes = points.map(({ pairs }, i) =>
    pairs - (points[i - 1]?.pairs ?? 0)
  );
  assert.ok(meanOf(sizes.slice(0, 4)) < 0.7 * meanOf(sizes.slice(4)));
});

Deno.test("train() tells the learning rate as it falls, and none of ALS", async () => {
  const { points } = await watch(SPLIT, PLAIN);
  for (const [i, { learningRate, epoch }] of points.entries()) {
    assert.ok(i === 0 || learningRate! < points[i - 1]!.learningRate!);
    // That of the last piece's first step.
    assert.ok(learningRate! >= 0.3 * (1 - epoch / 5));
    assert.ok(learningRate! < 0.3 * (1 - epoch / 5) + 0.3 * 0.2 / 5);
  }
  const als = await watch(SPLIT, { recipe: "als", dimensions: 4, epochs: 2 });
  assert.ok(als.points.every(({ learningRate }) => learningRate === null));
  assert.ok(als.epochs.every(({ hits }) => hits === null));
});

for (const recipe of ["plain", "als"] as const) {
  Deno.test(`train() judges the model of ${recipe} by the validation pairs at each point`, async () => {
    const { model, points } = await watch(SPLIT, { ...PLAIN, recipe });
    const { left, right, label } = SPLIT.validation;
    const last = points.at(-1)!.validationRocAuc!;
    const final = rocAuc(pairLogits(model, left, right), label);
    // Sums in another order may swap two pairs that are as good as equal.
    assert.ok(Math.abs(last - final) < 1e-4, `${last} and ${final}`);
    assert.ok(last > 0.7 && last > points[0]!.validationRocAuc!);
    assert.ok(points.every(({ watchedRocAuc }) => watchedRocAuc === null));
  });
}

Deno.test("train() learns the same whoever watches", async () => {
  const { train: pairs, itemCount } = SPLIT;
  const watched = await watch(SPLIT, PLAIN, { countHits: true });
  const alone = await watch({ train: pairs, itemCount }, PLAIN);
  assert.deepEqual(bytesOf(alone.model), bytesOf(watched.model));
  assert.ok(
    alone.points.every(({ validationRocAuc }) => validationRocAuc === null),
  );
  assert.ok(alone.epochs.every(({ hits }) => hits === null));
  assert.deepEqual(
    alone.points.map(({ meanLoss }) => meanLoss),
    watched.points.map(({ meanLoss }) => meanLoss),
  );
});

Deno.test("train() takes a loss of 0 from pieces without a pair", async () => {
  // All pairs are of one item: blocks that its group is not in have none.
  const rows = Array.from({ length: 8400 }, (_, i) => [0, i + 1]);
  const star = { itemCount: 8401, train: pairsOf(rows) };
  const { points } = await watch(star, { ...PLAIN, epochs: 1 });
  assert.equal(points.length, 10);
  const empty = points.filter(({ pairs }, i) =>
    pairs === (points[i - 1]?.pairs ?? 0)
  );
  assert.equal(empty.length, 6);
  assert.ok(empty.every(({ meanLoss }) => meanLoss === 0));
  assert.equal(points.at(-1)!.pairs, 8400);
});

Deno.test("train() has no ROC-AUC of pairs that are all of one label", async () => {
  const validation = {
    left: Uint32Array.of(0, 1),
    right: Uint32Array.of(1, 2),
    label: Uint8Array.of(1, 1),
  };
  const { points } = await watch({ ...CLIQUE_SPLIT, validation }, {
    ...CLIQUE_OPTIONS,
    epochs: 2,
  });
  assert.ok(points.every(({ validationRocAuc }) => validationRocAuc === null));
});

Deno.test("train() counts the hits that it masks, asked to or not", async () => {
  const options = { ...PLAIN, epochs: 1 };
  const counted = await watch(SPLIT, options, { countHits: true });
  const masked = await watch(SPLIT, { ...options, maskHits: true });
  assert.equal(masked.epochs[0]!.hits, counted.epochs[0]!.hits);
  assert.notDeepEqual(bytesOf(masked.model), bytesOf(counted.model));
});

Deno.test("train() tells its progress in pairs over all epochs, never backwards", async () => {
  for (
    const options of [
      { ...PLAIN, epochs: 2, smoothing: 0.5 },
      { recipe: "als", dimensions: 4, epochs: 1 },
    ] satisfies TrainOptions[]
  ) {
    // Each run takes longer than it is to the next event.
    const engine = changedEngine(referenceEngine, ({ run }) => ({
      async run(epoch, from, to) {
        await sleep(210);
        return await run(epoch, from, to);
      },
    }));
    const events: ProgressEvent[] = [];
    await watch({ ...CLIQUE_SPLIT, itemCount: 600 }, options, {
      engine,
      onProgress: (event) => events.push(event),
    });
    const total = options.epochs * 30;
    assert.ok(events.length >= 3);
    for (const [i, event] of events.entries()) {
      assert.deepEqual([event.task, event.total, event.unit], [
        "train",
        total,
        "pairs",
      ]);
      assert.ok(Number.isInteger(event.done) && event.done! <= total);
      assert.ok(event.done! >= (events[i - 1]?.done ?? 0), `event ${i}`);
      assert.match(
        event.note!,
        /^epoch [12]\/[12](, loss \d+\.\d{4}(, rate 0\.\d+)?)?$/,
      );
    }
    assert.ok(events.at(-1)!.done! > 0);
  }
});

const STOP = new Error("stopped");

Deno.test("train() does no work where the signal is given already", async () => {
  const engine = changedEngine(referenceEngine);
  const signal = AbortSignal.abort(STOP);
  await assert.rejects(
    train(CLIQUE_SPLIT, CLIQUE_OPTIONS, { engine, signal }),
    STOP,
  );
  assert.equal(engine.opened, 0);
});

Deno.test("train() stops with the signal's reason behind any point, and hands a checkpoint over", async () => {
  for (const stopAt of [1, 7, 20]) {
    const engine = changedEngine(referenceEngine);
    const controller = new AbortController();
    const points: CurvePoint[] = [];
    const checkpoints: Checkpoint[] = [];
    await assert.rejects(
      train(SPLIT, PLAIN, {
        engine,
        signal: controller.signal,
        onPoint(point) {
          points.push(point);
          if (points.length === stopAt) controller.abort(STOP);
        },
        onCheckpoint: (checkpoint) => {
          checkpoints.push(checkpoint);
          return Promise.resolve();
        },
      }),
      STOP,
    );
    assert.equal(points.length, stopAt);
    assert.equal(engine.closed, 1);
    assert.equal(checkpoints.length, 1);
    const { epoch, pieces, curve } = checkpoints[0]!;
    assert.deepEqual(curve, points);
    // Four points and ten pieces an epoch.
    assert.equal(epoch, Math.floor(stopAt / 4) + 1);
    assert.equal(pieces, Math.round(stopAt % 4 * 10 / 4));
  }
});

Deno.test("train() stops between two points too", async () => {
  const controller = new AbortController();
  const points: CurvePoint[] = [];
  const checkpoints: Checkpoint[] = [];
  let runs = 0;
  const engine = changedEngine(haltingEngine(referenceEngine), ({ run }) => ({
    run(epoch, from, to) {
      if (++runs === 5) controller.abort(STOP);
      return run(epoch, from, to);
    },
  }));
  await assert.rejects(
    train(SPLIT, PLAIN, {
      engine,
      signal: controller.signal,
      onPoint: (point) => points.push(point),
      onCheckpoint: (checkpoint) => {
        checkpoints.push(checkpoint);
        return Promise.resolve();
      },
    }),
    STOP,
  );
  assert.deepEqual(checkpoints.map(({ pieces }) => pieces), [5]);
  assert.equal(points.length, 2);
});

for (
  const [what, options] of Object.entries(
    {
      "pair by pair": { dimensions: 128, epochs: 10_000 },
      "by alternating least squares": {
        recipe: "als",
        dimensions: 128,
        epochs: 10_000,
      },
    } satisfies Record<string, TrainOptions>,
  )
) {
  Deno.test(`train() stops at a signal from outside its own calls, ${what}`, async () => {
    for (const engine of [referenceEngine, simdEngine({ threads: 2 })]) {
      const counting = changedEngine(engine);
      const checkpoints: Checkpoint[] = [];
      await assert.rejects(
        train(SPLIT, options, {
          engine: counting,
          signal: AbortSignal.timeout(300),
          onCheckpoint: (checkpoint) => {
            checkpoints.push(checkpoint);
            return Promise.resolve();
          },
        }),
        { name: "TimeoutError" },
      );
      assert.equal(checkpoints.length, 1);
      assert.equal(counting.closed, 1);
    }
  });
}

Deno.test("train() fails with what a hook fails with, and closes its session", async () => {
  const fail = (): never => {
    throw STOP;
  };
  const hooks: TrainHooks[] = [
    { onPoint: fail },
    { onEpoch: fail },
    { onCheckpoint: () => Promise.reject(STOP), checkpointSeconds: 0 },
  ];
  for (const hook of hooks) {
    const engine = changedEngine(referenceEngine);
    await assert.rejects(
      train(CLIQUE_SPLIT, CLIQUE_OPTIONS, { engine, ...hook }),
      STOP,
    );
    assert.equal(engine.closed, 1);
  }
});

Deno.test("train() throws TrainingDivergedError at the point where the loss is not finite", async () => {
  const engine = changedEngine(referenceEngine);
  const options: TrainOptions = {
    ...PLAIN,
    model: "squared",
    learningRate: 10,
  };
  const points: CurvePoint[] = [];
  await assert.rejects(
    train(SPLIT, options, { engine, onPoint: (point) => points.push(point) }),
    (error) => {
      assert.ok(error instanceof TrainingDivergedError);
      assert.ok(!Number.isFinite(error.meanLoss));
      assert.equal(error.largest, undefined);
      assert.equal(error.epoch, 1);
      // No point of the curve is of a loss that is none.
      assert.ok(error.pairsDone > (points.at(-1)?.pairs ?? 0));
      assert.ok(error.pairsDone <= 8400);
      assert.equal(
        error.message,
        `Cannot continue training at epoch 1, pair ${error.pairsDone}: loss must be finite, got ${error.meanLoss}; a lower learning rate or more regularization may help`,
      );
      return true;
    },
  );
  assert.ok(points.every(({ meanLoss }) => Number.isFinite(meanLoss)));
  assert.equal(engine.closed, 1);
});

Deno.test("train() throws TrainingDivergedError after the epoch in which a number explodes", async () => {
  // Each step multiplies a row by 1 - 4: after 30 pairs it is large, but a number.
  const options = { ...CLIQUE_OPTIONS, learningRate: 4, l2: 1 };
  for (const engine of [referenceEngine, simdEngine({ threads: 1 })]) {
    await assert.rejects(train(CLIQUE_SPLIT, options, { engine }), (error) => {
      assert.ok(error instanceof TrainingDivergedError);
      assert.ok(Number.isFinite(error.meanLoss));
      assert.ok(error.largest! > 10_000);
      assert.equal(error.pairsDone, 30);
      assert.equal(
        error.message,
        `Cannot continue training at epoch ${error.epoch}, pair 30: no number of the model may exceed 10000, got ${error.largest}; a lower learning rate or more regularization may help`,
      );
      return true;
    });
  }
});

Deno.test("train() ends when the watched pairs are not better for so many epochs", async () => {
  const options: TrainOptions = {
    recipe: "plain",
    dimensions: 32,
    epochs: 40,
    schedule: "constant",
    l2: 0,
    biases: false,
    earlyStopping: 3,
  };
  const stopped = await watch(SPLIT, options);
  const rocAucs = stopped.epochs.map(({ epoch }) =>
    stopped.points.find((point) => point.epoch === epoch)!.watchedRocAuc!
  );
  const best = rocAucs.indexOf(Math.max(...rocAucs)) + 1;
  assert.ok(best > 1, "something is learnt");
  assert.equal(rocAucs.length, best + 3);
  assert.ok(rocAucs.length < 40);
  // One of 20 pairs is set aside.
  assert.ok(stopped.epochs.every(({ pairs }) => pairs === 8400 - 420));

  // What is returned is the best epoch's: the rate does not depend on the end.
  const short = { ...options, epochs: best, earlyStopping: 10_000 };
  const unbroken = await watch(SPLIT, short);
  assert.deepEqual(bytesOf(stopped.model), bytesOf(unbroken.model));
  const long = await watch(SPLIT, { ...short, epochs: best + 3 });
  // Patience alone changes what is looked at, not what is learnt.
  assert.deepEqual(bytesOf(long.model), bytesOf(stopped.model));
});
