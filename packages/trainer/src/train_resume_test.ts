import type { ItemModel } from "@kindred/core";
import type { Tensor } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { bytesOf, haltingEngine, randomSplit } from "./_testing.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { referenceEngine } from "./engines/reference_engine.ts";
import { simdEngine } from "./engines/simd/simd_engine.ts";
import type { TrainEngine } from "./engines/train_engine.ts";
import { train } from "./train.ts";
import type { CurvePoint } from "./train_hooks.ts";
import type { TrainOptions } from "./train_options.ts";

/**
 * Ten pieces an epoch and five points; with alternating least squares four pieces
 * and three points: so some pieces end within what a point is of.
 */
const SPLIT = randomSplit(600, 8800);

const CASES: Record<string, TrainOptions> = {
  "plain factorization": { recipe: "plain", dimensions: 8, epochs: 4 },
  "smoothed vectors of two tables": {
    dimensions: 8,
    epochs: 4,
    smoothing: 0.5,
    tables: 2,
  },
  Adam: { recipe: "baseline", dimensions: 8, epochs: 4, biases: true },
  Adagrad: {
    recipe: "plain",
    dimensions: 8,
    epochs: 4,
    optimizer: "adagrad",
    tables: 2,
  },
  "alternating least squares": { recipe: "als", dimensions: 8, epochs: 8 },
  "early stopping": {
    dimensions: 16,
    epochs: 8,
    schedule: "constant",
    l2: 0,
    earlyStopping: 2,
  },
};

interface Result {
  model: ItemModel;
  curve: CurvePoint[];
}

/** Trains from a checkpoint, or from the beginning. */
async function trainFrom(
  options: TrainOptions,
  engine: TrainEngine,
  resume?: Checkpoint,
): Promise<Result> {
  const curve = [...resume?.curve ?? []];
  const model = await train(SPLIT, options, {
    engine,
    onPoint: (point) => curve.push(point),
    ...resume === undefined ? {} : { resume },
  });
  return { model, curve };
}

const copyOf = (state: Record<string, Tensor>): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(state).map(([name, { shape, values }]) => [
      name,
      { shape, values: values.slice() },
    ]),
  );

/** Returns a checkpoint behind every piece of a training. */
async function checkpointsOf(
  options: TrainOptions,
  engine: TrainEngine,
): Promise<Checkpoint[]> {
  const checkpoints: Checkpoint[] = [];
  await train(SPLIT, options, {
    engine: haltingEngine(engine),
    checkpointSeconds: 0,
    onCheckpoint(checkpoint) {
      const { state, best, ...position } = checkpoint;
      checkpoints.push({
        ...structuredClone(position),
        state: copyOf(state),
        best: best && { ...best, state: copyOf(best.state) },
      });
      return Promise.resolve();
    },
  });
  return checkpoints;
}

function assertSame(actual: Result, expected: Result, what: string): void {
  assert.deepEqual(bytesOf(actual.model), bytesOf(expected.model), what);
  assert.deepEqual(actual.curve, expected.curve, what);
}

for (const [what, options] of Object.entries(CASES)) {
  Deno.test(`train() goes on with ${what} from behind any piece to the same bytes and curve`, async () => {
    const unbroken = await trainFrom(options, referenceEngine);
    const checkpoints = await checkpointsOf(options, referenceEngine);
    assert.ok(checkpoints.length >= 12);
    // Some within a leg of the curve, at its ends and between epochs; and the last.
    const stride = Math.ceil(checkpoints.length / 5);
    const chosen = new Set([
      ...checkpoints.filter((_, c) => c % stride === 0),
      checkpoints.find(({ pieces }) => pieces === 0)!,
      checkpoints.at(-1)!,
    ]);
    for (const checkpoint of chosen) {
      assertSame(
        await trainFrom(options, referenceEngine, checkpoint),
        unbroken,
        `epoch ${checkpoint.epoch}, piece ${checkpoint.pieces}`,
      );
    }
  });
}

Deno.test("train() hands checkpoints over behind every piece, and between epochs", async () => {
  const { "plain factorization": options } = CASES;
  const checkpoints = await checkpointsOf(options!, referenceEngine);
  const positions = checkpoints.map(({ epoch, pieces }) => [epoch, pieces]);
  const pieces = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  assert.deepEqual(positions, [
    ...pieces.map((piece) => [1, piece]),
    [2, 0],
    ...pieces.map((piece) => [2, piece]),
    [3, 0],
    ...pieces.map((piece) => [3, piece]),
    [4, 0],
    ...pieces.map((piece) => [4, piece]),
    [5, 0],
  ]);
});

Deno.test("train() goes on with several threads to the same bytes and curve", async () => {
  const options = CASES["smoothed vectors of two tables"]!;
  const engine = simdEngine({ threads: 2 });
  const unbroken = await trainFrom(options, engine);
  const checkpoints = await checkpointsOf(options, engine);
  for (const at of [6, 9, 24]) {
    // On another number of threads, too.
    const other = simdEngine({ threads: 1 + at % 2 });
    assertSame(
      await trainFrom(options, other, checkpoints[at]!),
      unbroken,
      `checkpoint ${at}`,
    );
  }
});

Deno.test("train() goes on with another engine's checkpoint to within rounding", async () => {
  const options = CASES["plain factorization"]!;
  const simd = simdEngine({ threads: 1 });
  const unbroken = await trainFrom(options, referenceEngine);
  const checkpoints = await checkpointsOf(options, simd);
  const resumed = await trainFrom(options, referenceEngine, checkpoints[7]!);
  const { values } = resumed.model.embeddings;
  for (const [i, value] of unbroken.model.embeddings.values.entries()) {
    assert.ok(Math.abs(values[i]! - value) < 1e-5 * (1 + Math.abs(value)));
  }
});

Deno.test("train() takes a few checkpoints by the clock, and none where nobody wants them", async () => {
  const options = CASES["plain factorization"]!;
  const taken: number[] = [];
  await train(SPLIT, options, {
    engine: haltingEngine(referenceEngine),
    checkpointSeconds: 3600,
    onCheckpoint: ({ epoch }) => {
      taken.push(epoch);
      return Promise.resolve();
    },
  });
  assert.deepEqual(taken, []);
});

Deno.test("train() throws RangeError for a checkpoint of other shapes", async () => {
  const options = CASES["plain factorization"]!;
  const [checkpoint] = await checkpointsOf(options, referenceEngine);
  await assert.rejects(
    trainFrom({ ...options, dimensions: 4 }, referenceEngine, checkpoint),
    new RangeError(
      'Cannot go on from a checkpoint: tensor "anchors" must have 2400 numbers, got 4800',
    ),
  );
});
