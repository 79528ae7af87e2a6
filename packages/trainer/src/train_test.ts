import {
  type ItemModel,
  type PairBatch,
  type ProgressEvent,
  TrainingDivergedError,
} from "@kindred/core";
import type { StepRates } from "@kindred/kernels";
import assert from "node:assert/strict";
import {
  bytesOf,
  changedEngine,
  CLIQUE_ITEMS,
  pairsOf,
  separatesCliques,
  TWO_CLIQUES,
} from "./_testing.ts";
import { referenceEngine } from "./engines/reference_engine.ts";
import { createInitialModel } from "./initial_model.ts";
import { type EpochReport, train } from "./train.ts";

const OPTIONS = { dimensions: 8, epochs: 40 };

/** Items in a ring, each in a pair with the next: more than one batch of pairs. */
const RING_ITEMS = 5000;
const RING = pairsOf(
  Array.from({ length: RING_ITEMS }, (_, i) => [i, (i + 1) % RING_ITEMS]),
);

Deno.test("train() gives pairs within a clique better scores than pairs across", async () => {
  for (const seed of [1, 2, 3]) {
    const model = await train(TWO_CLIQUES, CLIQUE_ITEMS, { ...OPTIONS, seed });
    assert.ok(separatesCliques(model), `seed ${seed}`);
  }
});

Deno.test("train() separates nothing before it has learned", () => {
  const model = createInitialModel(CLIQUE_ITEMS, {
    dimensions: 8,
    initialBias: 0,
    seed: 1,
  });
  assert.equal(separatesCliques(model), false);
});

Deno.test("train() gives the same bytes for a seed, and other bytes for another", async () => {
  const run = (seed: number) =>
    train(TWO_CLIQUES, CLIQUE_ITEMS, { ...OPTIONS, epochs: 3, seed });
  assert.deepEqual(bytesOf(await run(1)), bytesOf(await run(1)));
  assert.notDeepEqual(bytesOf(await run(1)), bytesOf(await run(2)));
});

Deno.test("train() does not change the pairs, nor use their weights", async () => {
  const pairs = structuredClone(TWO_CLIQUES);
  const model = await train(pairs, CLIQUE_ITEMS, OPTIONS);
  assert.deepEqual(pairs, TWO_CLIQUES);
  pairs.weight.fill(7);
  assert.deepEqual(
    bytesOf(await train(pairs, CLIQUE_ITEMS, OPTIONS)),
    bytesOf(model),
  );
});

Deno.test("train() leaves an item without pairs as it began", async () => {
  const model = await train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS);
  const first = createInitialModel(CLIQUE_ITEMS, {
    dimensions: 8,
    initialBias: -0.8,
    seed: 1,
  });
  const alone = CLIQUE_ITEMS - 1;
  assert.deepEqual(
    model.embeddings.values.slice(alone * 8),
    first.embeddings.values.slice(alone * 8),
  );
  assert.equal(model.itemBias[alone], first.itemBias[alone]);
  assert.notDeepEqual(
    model.embeddings.values.slice(0, 8),
    first.embeddings.values.slice(0, 8),
  );
});

Deno.test("train() reports epochs from 1 on, with a loss that falls", async () => {
  const reports: EpochReport[] = [];
  await train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS, {
    onEpoch: (report) => reports.push(report),
  });
  assert.deepEqual(
    reports.map(({ epoch }) => epoch),
    Array.from({ length: 40 }, (_, i) => i + 1),
  );
  for (const { pairs, seconds, meanLoss } of reports) {
    assert.equal(pairs, 30);
    assert.ok(seconds >= 0);
    assert.ok(meanLoss > 0);
  }
  assert.ok(reports.at(-1)!.meanLoss < 0.9 * reports[0]!.meanLoss);
});

Deno.test("train() reports the mean loss of labelled pairs, whatever their number", async () => {
  // Each pair and each of its negatives costs one half.
  const engine = changedEngine(() => ({
    step: ({ anchor, negative }) => (anchor.length + negative.length) / 2,
  }));
  for (const negatives of [1, 5]) {
    const losses: number[] = [];
    await train(RING, RING_ITEMS, { ...OPTIONS, epochs: 3, negatives }, {
      engine,
      onEpoch: ({ meanLoss }) => losses.push(meanLoss),
    });
    assert.deepEqual(losses, [0.5, 0.5, 0.5]);
  }
});

Deno.test("train() takes every pair once an epoch, at a rate that falls linearly to 0", async () => {
  const steps: { batch: PairBatch; rates: StepRates }[] = [];
  const engine = changedEngine((session) => ({
    step(batch, rates) {
      steps.push({ batch: structuredClone(batch), rates: { ...rates } });
      return session.step(batch, rates);
    },
  }));
  const reports: EpochReport[] = [];
  const options = {
    dimensions: 4,
    epochs: 4,
    negatives: 2,
    learningRate: 0.5,
    biasRate: 0.2,
    l2: 0.01,
  };
  await train(RING, RING_ITEMS, options, {
    engine,
    onEpoch: (report) => reports.push(report),
  });

  const total = 4 * RING_ITEMS;
  let done = 0;
  const keys: number[] = [];
  for (const { batch, rates } of steps) {
    const learningRate = 0.5 * (1 - done / total);
    assert.deepEqual(rates, {
      learningRate,
      biasRate: 0.2 * learningRate,
      l2: 0.01,
    });
    assert.equal(batch.negativesPerPair, 2);
    assert.equal(batch.negative.length, 2 * batch.anchor.length);
    for (const [p, a] of batch.anchor.entries()) {
      const b = batch.positive[p]!;
      // The pair (i, i + 1) by its i, and the pair that closes the ring.
      const low = Math.min(a, b);
      keys.push(Math.abs(a - b) === 1 ? low : RING_ITEMS - 1);
      assert.ok(Math.abs(a - b) === 1 || Math.abs(a - b) === RING_ITEMS - 1);
    }
    done += batch.anchor.length;
  }
  assert.equal(done, total);
  assert.ok(steps.length > 4, "more than one batch an epoch");
  const all = Array.from({ length: RING_ITEMS }, (_, i) => i);
  for (let epoch = 0; epoch < 4; epoch++) {
    const start = epoch * RING_ITEMS;
    const seen = keys.slice(start, start + RING_ITEMS);
    assert.notDeepEqual(seen, all);
    assert.deepEqual(seen.sort((a, b) => a - b), all);
  }
  const last = steps.at(-1)!;
  assert.equal(reports.at(-1)!.learningRate, last.rates.learningRate);
  assert.equal(
    last.rates.learningRate,
    0.5 * (1 - (total - last.batch.anchor.length) / total),
  );
  assert.ok(last.rates.learningRate < 0.5 * 0.1);
});

Deno.test("train() counts the hits of each epoch, and learns the same whether or not", async () => {
  const batches: PairBatch[] = [];
  const engine = changedEngine((session) => ({
    step(batch, rates) {
      batches.push(structuredClone(batch));
      return session.step(batch, rates);
    },
  }));
  const options = { ...OPTIONS, epochs: 2 };
  const hitsOf = async (countHits?: boolean) => {
    const hits: (number | null)[] = [];
    const model = await train(TWO_CLIQUES, CLIQUE_ITEMS, options, {
      engine,
      ...(countHits === undefined ? {} : { countHits }),
      onEpoch: (report) => hits.push(report.hits),
    });
    return { hits, model };
  };
  const counted = await hitsOf();
  // A hit: an item of the anchor's own clique.
  const expected = batches.map(({ anchor, negative }) =>
    negative.filter((row, d) =>
      Math.floor(row / 6) === Math.floor(anchor[Math.floor(d / 5)]! / 6)
    ).length
  );
  assert.equal(expected.length, 2);
  assert.ok(expected.every((hits) => hits > 30));
  assert.deepEqual(counted.hits, expected);
  const uncounted = await hitsOf(false);
  assert.deepEqual(uncounted.hits, [null, null]);
  assert.deepEqual(bytesOf(uncounted.model), bytesOf(counted.model));
});

Deno.test("train() rejects hits, and still counts them", async () => {
  const drawn: number[] = [];
  const engine = changedEngine((session) => ({
    step(batch, rates) {
      for (const [d, row] of batch.negative.entries()) {
        const anchor = batch.anchor[Math.floor(d / 5)]!;
        drawn.push(Number(Math.floor(row / 6) === Math.floor(anchor / 6)));
      }
      return session.step(batch, rates);
    },
  }));
  const reports: EpochReport[] = [];
  for (const negativeStream of ["alias", "stream"] as const) {
    await train(
      TWO_CLIQUES,
      CLIQUE_ITEMS,
      { ...OPTIONS, epochs: 2, negativeStream, rejectHits: true },
      {
        engine,
        countHits: false,
        onEpoch: (report) => reports.push(report),
      },
    );
  }
  assert.equal(drawn.length, 2 * 2 * 30 * 5);
  // Half of the items are no hits: 20 draws do not miss them all.
  assert.ok(drawn.every((hit) => hit === 0));
  assert.ok(reports.every(({ hits }) => hits! > 30));
});

Deno.test("train() learns from a stream of negatives, by its own seed", async () => {
  const run = (seed: number) =>
    train(TWO_CLIQUES, CLIQUE_ITEMS, {
      ...OPTIONS,
      negativeStream: "stream",
      seed,
    });
  const model = await run(1);
  assert.ok(separatesCliques(model));
  assert.deepEqual(bytesOf(await run(1)), bytesOf(model));
  assert.notDeepEqual(
    bytesOf(await train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS)),
    bytesOf(model),
  );
});

Deno.test("train() waits for an engine that answers later", async () => {
  const engine = changedEngine((session) => ({
    step: async (batch, rates) => {
      await Promise.resolve();
      return session.step(batch, rates);
    },
    read: async () => await session.read(),
    close: () => Promise.resolve(),
  }));
  assert.deepEqual(
    bytesOf(await train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS, { engine })),
    bytesOf(await train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS)),
  );
});

Deno.test("train() does not disturb another training in the same process", async () => {
  const runs = [1, 2, 3].map((seed) => ({ ...OPTIONS, epochs: 5, seed }));
  const alone: ItemModel[] = [];
  for (const options of runs) {
    alone.push(await train(TWO_CLIQUES, CLIQUE_ITEMS, options));
  }
  // Each step gives way to the other trainings.
  const engine = changedEngine((session) => ({
    step: async (batch, rates) => {
      await Promise.resolve();
      return session.step(batch, rates);
    },
  }));
  const together = await Promise.all(
    runs.map((options) =>
      train(TWO_CLIQUES, CLIQUE_ITEMS, options, { engine })
    ),
  );
  assert.deepEqual(together.map(bytesOf), alone.map(bytesOf));
  assert.equal(engine.closed, 3);
});

Deno.test("train() tells its progress in pairs over all epochs", async () => {
  const engine = changedEngine((session) => ({
    step(batch, rates) {
      // Longer than a turn, so that each step is told.
      const end = performance.now() + 120;
      while (performance.now() < end);
      return session.step(batch, rates);
    },
  }));
  const events: ProgressEvent[] = [];
  await train(TWO_CLIQUES, CLIQUE_ITEMS, { ...OPTIONS, epochs: 3 }, {
    engine,
    onProgress: (event) => events.push(event),
  });
  assert.deepEqual(events.map(({ done }) => done), [30, 60, 90]);
  for (const [i, { task, total, unit, note }] of events.entries()) {
    assert.deepEqual([task, total, unit], ["train", 90, "pairs"]);
    assert.match(note!, new RegExp(`^epoch ${i + 1}/3, loss \\d\\.\\d{4}$`));
  }
});

Deno.test("train() stops with the signal's reason, and closes its session", async () => {
  const stop = new Error("stopped");
  const before = new AbortController();
  before.abort(stop);
  const unused = changedEngine(() => ({}));
  await assert.rejects(
    train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS, {
      engine: unused,
      signal: before.signal,
    }),
    stop,
  );
  assert.equal(unused.closed, 0);

  for (const stopAt of [1, 3, 40]) {
    const engine = changedEngine(() => ({}));
    const controller = new AbortController();
    let epochs = 0;
    await assert.rejects(
      train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS, {
        engine,
        signal: controller.signal,
        onEpoch({ epoch }) {
          epochs = epoch;
          if (epoch === stopAt) controller.abort(stop);
        },
      }),
      stop,
    );
    assert.equal(epochs, stopAt);
    assert.equal(engine.closed, 1);
  }
});

Deno.test("train() stops at a signal that comes from outside its own calls", async () => {
  const controller = new AbortController();
  const stop = new Error("stopped");
  // A task of its own, as a signal handler is: it waits for a turn.
  setTimeout(() => controller.abort(stop), 0);
  await assert.rejects(
    train(TWO_CLIQUES, CLIQUE_ITEMS, { dimensions: 64, epochs: 10_000 }, {
      signal: controller.signal,
    }),
    stop,
  );
});

Deno.test("train() throws TrainingDivergedError where the loss is not finite", async () => {
  for (const loss of [NaN, Infinity, -Infinity]) {
    let steps = 0;
    const engine = changedEngine((session) => ({
      step(batch, rates) {
        steps++;
        return steps === 4 ? loss : session.step(batch, rates);
      },
    }));
    await assert.rejects(
      train(RING, RING_ITEMS, { dimensions: 4, epochs: 5 }, { engine }),
      (error) => {
        assert.ok(error instanceof TrainingDivergedError);
        // Two batches an epoch: the fourth ends the second one.
        assert.equal(error.epoch, 2);
        assert.equal(error.pairsDone, RING_ITEMS);
        assert.equal(error.meanLoss, loss);
        assert.equal(
          error.message,
          `Cannot continue training at epoch 2, pair 5000: loss must be finite, got ${loss}; a lower learning rate may help`,
        );
        return true;
      },
    );
    assert.equal(engine.closed, 1);
  }
});

Deno.test("train() throws TrainingDivergedError where its own steps run away", async () => {
  await assert.rejects(
    train(TWO_CLIQUES, CLIQUE_ITEMS, {
      ...OPTIONS,
      learningRate: 10,
      initialBias: 20,
      l2: 1,
    }),
    (error) =>
      error instanceof TrainingDivergedError &&
      !Number.isFinite(error.meanLoss),
  );
});

Deno.test("train() throws TrainingDivergedError where the last step breaks the model", async () => {
  const spoils: ((model: ItemModel) => void)[] = [
    ({ embeddings }) => embeddings.values[5] = Infinity,
    ({ itemBias }) => itemBias[3] = NaN,
    (model) => model.globalBias = -Infinity,
  ];
  for (const spoil of spoils) {
    const engine = changedEngine((session) => ({
      async read() {
        const model = await session.read();
        spoil(model);
        return model;
      },
    }));
    await assert.rejects(
      train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS, { engine }),
      {
        name: "TrainingDivergedError",
        epoch: 40,
        pairsDone: 30,
        message:
          "Cannot continue training at epoch 40, pair 30: loss must be finite, got NaN; a lower learning rate may help",
      },
    );
    assert.equal(engine.closed, 1);
  }
});

Deno.test("train() closes its session once, whether it succeeds or fails", async () => {
  const good = changedEngine(() => ({}));
  await train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS, { engine: good });
  assert.equal(good.closed, 1);

  const lost = new Error("the device is lost");
  const fail = () => {
    throw lost;
  };
  for (const part of ["step", "read"] as const) {
    const bad = changedEngine(() => ({ [part]: fail }));
    await assert.rejects(
      train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS, { engine: bad }),
      lost,
    );
    assert.equal(bad.closed, 1);
  }
});

Deno.test("train() takes the reference engine if none is given", async () => {
  assert.deepEqual(
    bytesOf(await train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS)),
    bytesOf(
      await train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS, {
        engine: referenceEngine,
      }),
    ),
  );
});

Deno.test("train() throws RangeError without pairs", async () => {
  await assert.rejects(
    train(pairsOf([]), 3),
    new RangeError("Cannot train: there must be training pairs, got 0"),
  );
});

Deno.test("train() throws RangeError for a row that is no item", async () => {
  for (const pair of [[1, 3], [3, 1]]) {
    await assert.rejects(
      train(pairsOf([[0, 1], pair]), 3),
      new RangeError("Cannot train: rows must be below 3, got 3 in pair 1"),
    );
  }
});

Deno.test("train() throws RangeError for arrays of unequal length", async () => {
  await assert.rejects(
    train({ ...pairsOf([[0, 1], [1, 2]]), right: Uint32Array.of(1) }, 3),
    new RangeError(
      "Cannot train: the arrays of the pairs must be equally long, got 2, 1 and 2",
    ),
  );
});

Deno.test("train() throws RangeError for an option out of range, before any work", async () => {
  const engine = changedEngine(() => ({}));
  await assert.rejects(
    train(TWO_CLIQUES, CLIQUE_ITEMS, { epochs: 0 }, { engine }),
    new RangeError(
      "Cannot train: epochs must be a whole number in [1, 10000], got 0",
    ),
  );
  assert.equal(engine.closed, 0);
});
