// What every engine must do; the test of each engine calls `testTrainEngine()`.
import type { EmbeddingTable, ItemModel } from "@kindred/core";
import assert from "node:assert/strict";
import { bytesOf, haltingEngine, randomSplit } from "../_testing.ts";
import { createLearner } from "../learners/create_learner.ts";
import type { Learner, PiecesReport } from "../learners/learner.ts";
import {
  OPTIMIZERS,
  resolveTrainOptions,
  type TrainOptions,
} from "../train_options.ts";
import type { AlsWork } from "../work/als_work.ts";
import { referenceEngine } from "./reference_engine.ts";
import type { TrainEngine, TrainSession } from "./train_engine.ts";

/** Just enough pairs for four groups of items, and so for ten blocks. */
const ITEMS = 300;
const SPLIT = randomSplit(ITEMS, 8400);

/** Dimensions that no vector unit divides. */
const PLAIN: TrainOptions = { recipe: "plain", dimensions: 12, epochs: 2 };

/** Rates by which numbers come to about 1. */
const RATES = { sgd: 0.1, adagrad: 0.05, adam: 0.005 };

/**
 * How far a number may be off, absolute plus relative: a row takes some hundred
 * steps, each rounded to single precision, whose half unit is 6e-8. Adam divides by
 * roots of small numbers, and comes to 2e-6 at these rates.
 */
const TOLERANCE = 1e-5;

/** Settings that an engine learns by as the reference does. */
const CASES: Record<string, TrainOptions[]> = {
  ...Object.fromEntries(
    (["logistic", "squared"] as const).flatMap((model) =>
      OPTIMIZERS.map((optimizer) => [
        `${model} factorization by ${optimizer}`,
        [1, 2].flatMap((tables) =>
          [true, false].flatMap((biases) =>
            [1, 8].map((negativesSharedBy): TrainOptions => ({
              ...PLAIN,
              epochs: 1,
              model,
              optimizer,
              tables,
              biases,
              negativesSharedBy,
              weightUse: model === "squared" ? "label" : "loss",
              learningRate: RATES[optimizer],
            }))
          )
        ),
      ])
    ),
  ),
  "factorization with masked hits": [1, 16].map((negativesSharedBy) => ({
    ...PLAIN,
    negativesSharedBy,
    negativeWeight: 0.3,
    maskHits: true,
  })),
  "factorization of smoothed vectors": [1, 2].flatMap((tables) =>
    OPTIMIZERS.map((optimizer) => ({
      ...PLAIN,
      tables,
      optimizer,
      negativesSharedBy: tables,
      learningRate: RATES[optimizer],
      l2Power: 0.3,
      smoothing: 0.5,
    }))
  ),
  "the default recipe": [{ dimensions: 12, epochs: 2 }],
  // Penalties without which rounding is multiplied by 30.
  "alternating least squares": [4, 12, 32].map((dimensions) => ({
    recipe: "als",
    dimensions,
    epochs: 3,
    weightUse: dimensions === 4 ? "none" : "loss",
    unobservedWeight: 0.05,
    regularization: 0.05,
  })),
};

/** A model, and what its last epoch came to. */
interface Learnt {
  model: ItemModel;
  report: PiecesReport;
}

/** Learns in a session that may have more to learn afterwards. */
async function learn(
  session: TrainSession,
  options: TrainOptions,
  onRun: (learner: Learner) => void = () => {},
): Promise<Learnt> {
  const resolved = resolveTrainOptions(options);
  const learner = createLearner(SPLIT.train, ITEMS, resolved, {
    session,
    countHits: true,
  });
  let report!: PiecesReport;
  for (let epoch = 1; epoch <= resolved.epochs; epoch++) {
    const pieces = await learner.begin(epoch);
    for (let done = 0; done < pieces;) {
      const run = learner.run(epoch, done, pieces);
      onRun(learner);
      done = await run;
    }
    report = learner.report(epoch, 0, pieces);
  }
  return { model: await learner.finish(), report };
}

/** Opens a session, and closes it whatever happens. */
export async function inSession<T>(
  engine: TrainEngine,
  use: (session: TrainSession) => Promise<T>,
): Promise<T> {
  const session = engine.open();
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/** One setting of each kind. */
export const ONE_OF_EACH: TrainOptions[] = Object.values(CASES).map((all) =>
  all.at(-1)!
);

/** Settings that together have every work an engine does, and two tables. */
const FEW = [
  "logistic factorization by adagrad",
  "factorization of smoothed vectors",
  "alternating least squares",
].map((what) => CASES[what]!.at(-1)!);

/** Learns by some options in one session, and returns the bytes of each model. */
export function learnBytes(
  engine: TrainEngine,
  all: readonly TrainOptions[],
): Promise<Record<string, string>[]> {
  return inSession(engine, async (session) => {
    const bytes: Record<string, string>[] = [];
    for (const options of all) {
      bytes.push(bytesOf((await learn(session, options)).model));
    }
    return bytes;
  });
}

/** What each oracle learns, by options: the same for all engines. */
const expected = new Map<TrainEngine, Map<TrainOptions, Promise<Learnt>>>();

function expectedOf(
  oracle: TrainEngine,
  options: TrainOptions,
): Promise<Learnt> {
  const known = expected.get(oracle) ??
    new Map<TrainOptions, Promise<Learnt>>();
  expected.set(oracle, known);
  const learnt = known.get(options) ??
    inSession(oracle, (session) => learn(session, options));
  known.set(options, learnt);
  return learnt;
}

function assertNear(
  actual: Float32Array,
  wanted: Float32Array,
  what: string,
  tolerance: number,
): void {
  assert.equal(actual.length, wanted.length);
  for (const [i, value] of wanted.entries()) {
    const off = Math.abs(actual[i]! - value);
    assert.ok(
      off <= tolerance * (1 + Math.abs(value)),
      `${what}, number ${i}: ${actual[i]} instead of ${value}`,
    );
  }
}

function assertSameLearnt(
  { model, report }: Learnt,
  wanted: Learnt,
  what: string,
  tolerance: number = TOLERANCE,
): void {
  const meanOf = ({ loss, lossCount }: PiecesReport) => loss / lossCount;
  const right = wanted.model;
  for (
    const [part, of, by] of [
      ["vectors", model.embeddings.values, right.embeddings.values],
      ["biases", model.itemBias, right.itemBias],
      [
        "global bias",
        Float32Array.of(model.globalBias),
        Float32Array.of(right.globalBias),
      ],
      [
        "loss",
        Float32Array.of(meanOf(report)),
        Float32Array.of(meanOf(wanted.report)),
      ],
    ] as const
  ) {
    assertNear(of, by, `${what}, ${part}`, tolerance);
  }
  const { loss: _, ...counts } = report;
  const { loss: __, ...wantedCounts } = wanted.report;
  assert.deepEqual(counts, wantedCounts, what);
}

/** What a tested engine is like. */
export interface TestedEngine {
  /** What takes the same steps. Default: the reference. */
  oracle?: TrainEngine;
  /** How it refuses alternating least squares. Default: it has it. */
  withoutAls?: string;
  /** Whether a training gives the same bytes each time. Default true. */
  isExact?: boolean;
  /** How far a number may be off. Default {@linkcode TOLERANCE}. */
  toleranceOf?: (options: TrainOptions) => number;
  /** Why it cannot be tested here; its tests are then ignored. Default: it can. */
  obstacle?: string | null;
}

/**
 * Registers the tests that every engine must pass, under a name of its own.
 *
 * @param name What the tests call it.
 * @param open Returns the engine; called when a test runs.
 * @param of What it is like.
 */
export function testTrainEngine(
  name: string,
  open: () => TrainEngine,
  {
    oracle = referenceEngine,
    withoutAls,
    isExact = true,
    toleranceOf = () => TOLERANCE,
    obstacle = null,
  }: TestedEngine = {},
): void {
  const test = (criterion: string, fn: () => void | Promise<void>): void => {
    Deno.test({ name: `${name} ${criterion}`, ignore: obstacle !== null, fn });
  };
  /** Registers a test of the very bytes. */
  const testBytes = (criterion: string, fn: () => Promise<void>): void => {
    if (isExact) test(criterion, fn);
  };
  const isDone = ({ recipe }: TrainOptions) =>
    withoutAls === undefined || recipe !== "als";
  const few = FEW.filter(isDone);

  test("says its name, where it computes and on how many threads", () => {
    const engine = open();
    assert.match(engine.name, /^[a-z]+$/);
    assert.ok(["cpu", "cuda"].includes(engine.device));
    assert.ok(Number.isInteger(engine.threads) && engine.threads >= 1);
  });

  test("makes arrays of zeros", () =>
    inSession(open(), ({ arrays }) => {
      for (const length of [0, 1, 7, 100_000]) {
        assert.deepEqual(
          [...arrays.float32(length)],
          new Array(length).fill(0),
        );
        assert.deepEqual([...arrays.uint32(length)], new Array(length).fill(0));
      }
      return Promise.resolve();
    }));

  for (const [what, all] of Object.entries(CASES)) {
    if (name === "referenceEngine" || !all.every(isDone)) continue;
    test(`learns ${what} as the reference does`, () =>
      inSession(open(), async (session) => {
        for (const options of all) {
          const learnt = await learn(session, options);
          const wanted = await expectedOf(oracle, options);
          assertSameLearnt(
            learnt,
            wanted,
            JSON.stringify(options),
            toleranceOf(options),
          );
          // Else there would be nothing to compare.
          assert.ok(learnt.model.embeddings.values.some((v) => v > 0.01));
        }
      }));
  }

  testBytes("gives the same bytes on every run", async () => {
    assert.deepEqual(
      await learnBytes(open(), few),
      await learnBytes(open(), few),
    );
  });

  testBytes("gives two trainings at once what each gives alone", async () => {
    const all = [1, 2, 3].map((seed): TrainOptions => ({
      ...PLAIN,
      seed,
      dimensions: 4 * seed,
    }));
    const alone = await learnBytes(open(), all);
    const together = await Promise.all(
      all.map((options) => learnBytes(open(), [options])),
    );
    assert.deepEqual(together.flat(), alone);
  });

  test("does nothing where there is nothing to do", () =>
    inSession(open(), async (session) => {
      const options = resolveTrainOptions(PLAIN);
      const learner = createLearner(SPLIT.train, ITEMS, options, {
        session,
        countHits: false,
      });
      const pieces = await learner.begin(1);
      const before = bytesOf(await learner.finish());
      assert.equal(await learner.run(1, 3, 3), 3);
      assert.equal(await learner.run(1, pieces, pieces), pieces);
      assert.deepEqual(bytesOf(await learner.finish()), before);
    }));

  testBytes("goes on to the same from behind any piece", async () => {
    assert.deepEqual(
      await learnBytes(haltingEngine(open()), few),
      await learnBytes(open(), few),
    );
  });

  testBytes("goes on to the same from where it was stopped", async () => {
    const options = { ...PLAIN, dimensions: 256, epochs: 4 };
    const unbroken = await learnBytes(open(), [options]);
    let runs = 0;
    let current: Learner | undefined;
    const stopper = setInterval(() => current?.stop(), 2);
    try {
      const { model } = await inSession(
        open(),
        (session) =>
          learn(session, options, (learner) => {
            current = learner;
            runs++;
          }),
      );
      assert.ok(runs > options.epochs, `${runs} runs`);
      assert.deepEqual([bytesOf(model)], unbroken);
    } finally {
      clearInterval(stopper);
    }
  });

  test("fails with what a piece fails with, and can be closed", async () => {
    await assert.rejects(
      inSession(open(), async (session) => {
        const work = badWork(session);
        await session.start(work).run(1, 0, 1);
      }),
      {
        message: withoutAls ??
          "Cannot solve rows: gram must have length 16, got 3",
      },
    );
  });

  test("does other work of a session after one has failed", () =>
    inSession(open(), async (session) => {
      await assert.rejects(async () =>
        await session.start(badWork(session)).run(1, 0, 1)
      );
      const options = CASES["the default recipe"]![0]!;
      const learnt = await learn(session, options);
      assertSameLearnt(learnt, await expectedOf(oracle, options), "afterwards");
    }));
}

/** Alternating least squares with an array of a wrong length. */
function badWork({ arrays }: TrainSession): AlsWork {
  const createTable = (): EmbeddingTable => ({
    values: arrays.float32(8),
    itemCount: 2,
    dimensions: 4,
  });
  return {
    kind: "als",
    problem: {
      solved: createTable(),
      fixed: createTable(),
      gram: arrays.float32(3),
      neighbours: {
        start: arrays.uint32(3),
        partner: arrays.uint32(0),
        weight: arrays.float32(0),
      },
    },
    settings: { unobservedWeight: 0, regularization: 0 },
    loss: new Float64Array(1),
  };
}
