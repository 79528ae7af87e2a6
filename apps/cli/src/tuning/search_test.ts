import { TrainingDivergedError } from "@kindred/core";
import { referenceEngine, type TrainEngine } from "@kindred/trainer";
import assert from "node:assert/strict";
import { search } from "./search.ts";
import type { Trial } from "./trial.ts";
import { trialLine, trialsTable } from "./trials_table.ts";

/** Every pair of 12 items: what is learned does not matter here. */
const ROWS = Array.from(
  { length: 12 },
  (_, a) => Array.from({ length: a }, (_, b) => [b, a] as const),
).flat().filter(([a, b]) => (a + b) % 3 > 0);

const SPLIT = {
  itemCount: 12,
  train: {
    left: Uint32Array.from(ROWS, ([left]) => left),
    right: Uint32Array.from(ROWS, ([, right]) => right),
    weight: new Float32Array(ROWS.length).fill(1),
  },
};

async function searchWith(engine: TrainEngine, trials: number) {
  const done: Trial[] = [];
  await search(SPLIT, {
    recipe: "als",
    metric: "mean",
    trials,
    seed: 1,
    engine,
    signal: new AbortController().signal,
    onTrial: (trial) => done.push(trial),
    onProgress: () => {},
  });
  return done;
}

Deno.test("search() lets nine compete at a time, and the defaults train to the end", async () => {
  const trials = await searchWith(referenceEngine, 11);
  const first = trials.filter(({ rung }) => rung === 1);
  assert.deepEqual(
    first.map(({ candidate }) => candidate),
    Array.from({ length: 11 }, (_, i) => i + 1),
  );
  // The second bracket begins when the first has ended.
  const tenth = trials.findIndex(({ candidate }) => candidate === 10);
  const finals = trials.slice(9, tenth);
  assert.ok(finals.every(({ rung }) => rung === 2));
  const best = first.slice(0, 9).sort((a, b) => b.score! - a.score!)
    .slice(0, 3).map(({ candidate }) => candidate);
  assert.deepEqual(
    finals.map(({ candidate }) => candidate).sort((a, b) => a - b),
    [...new Set([1, ...best])].sort((a, b) => a - b),
  );
  assert.equal(finals.find(({ candidate }) => candidate === 1)!.epochs, 8);
  assert.equal(trials[0]!.epochs, 3);
  assert.equal(trials.slice(tenth).length, 2 + 1);
});

Deno.test("search() goes on where trainings diverge, and tables say so", async () => {
  const diverging: TrainEngine = {
    ...referenceEngine,
    open: () => ({
      ...referenceEngine.open(),
      start: () => ({
        stop() {},
        taken: 0,
        run: () =>
          Promise.reject(
            new TrainingDivergedError({
              epoch: 1,
              pairsDone: 1,
              meanLoss: NaN,
            }),
          ),
      }),
    }),
  };
  const trials = await searchWith(diverging, 2);
  assert.deepEqual(
    trials.map(({ rung, metrics, score }) => [rung, metrics, score]),
    Array.from({ length: 3 }, (_, t) => [t < 2 ? 1 : 2, null, null]),
  );
  assert.match(trialsTable(trials)[1]!, /^ *1 +3 +- +- +\d/);
  assert.match(
    trialLine(trials[0]!),
    /^candidate 1, 3 epochs: diverged, .* s; \(the defaults\)$/,
  );
});
