// What every engine must do; the test of each engine calls `testTrainEngine()`.
import {
  createRandom,
  type ItemModel,
  type PairBatch,
  shuffleInPlace,
} from "@kindred/core";
import type { StepRates } from "@kindred/kernels";
import assert from "node:assert/strict";
import {
  bytesOf,
  CLIQUE_ITEMS,
  logitOf,
  separatesCliques,
  TWO_CLIQUES,
} from "../_testing.ts";
import { train } from "../train.ts";
import type { TrainEngine } from "./train_engine.ts";

/** Settings of {@linkcode testTrainEngine}. */
export interface TrainEngineSpecOptions {
  /** Whether the tests are ignored, the reason being printed by the caller. Default false. */
  ignore?: boolean;
}

/**
 * How far a number may be off, absolute plus relative: values and steps of size
 * 1 are added in float32, whose half unit is 6e-8, a few hundred times at most.
 */
const TOLERANCE = 1e-5;

/** Enough for six pairs with five negatives each, and one that stays. */
const ITEMS = 43;

/** Registers the tests that every engine must pass. */
export function testTrainEngine(
  engine: TrainEngine,
  { ignore = false }: TrainEngineSpecOptions = {},
): void {
  const test = (criterion: string, fn: () => Promise<void>): void => {
    Deno.test({ name: `${engine.name} engine ${criterion}`, ignore, fn });
  };

  /** The model and the loss after one step from `model`, which stays as it was. */
  const stepFrom = async (
    model: ItemModel,
    batch: PairBatch,
    rates: StepRates,
  ): Promise<{ after: ItemModel; loss: number }> => {
    const session = engine.start(structuredClone(model));
    try {
      const loss = await session.step(batch, rates);
      return { after: structuredClone(await session.read()), loss };
    } finally {
      await session.close();
    }
  };

  test("says its name and where it computes", () => {
    assert.match(engine.name, /^[a-z]/);
    assert.ok(["cpu", "cuda"].includes(engine.device));
    return Promise.resolve();
  });

  for (const dimensions of [4, 12, 128]) {
    for (const negativesPerPair of [0, 1, 5]) {
      test(`follows the numeric gradient of the loss, ${dimensions} dimensions, ${negativesPerPair} negatives`, async () => {
        const model = createModel(dimensions);
        const rates = { learningRate: 0.2, biasRate: 0, l2: 0.1 };
        // No item twice in the batch: the order of its steps is free.
        const batch = createBatch(6, negativesPerPair);
        const { after, loss } = await stepFrom(model, batch, rates);
        near(loss, lossOf(model, batch), "loss");
        assertStep(model, after, batch, rates);
      });
    }
  }

  test("moves biases by their own rate", async () => {
    const model = createModel(4);
    // One pair: the global bias is in every logit.
    const batch = createBatch(1, 3);
    const rates = { learningRate: 0.2, biasRate: 0.7, l2: 0.1 };
    const { after } = await stepFrom(model, batch, rates);
    assertStep(model, after, batch, rates);
    assert.notEqual(after.globalBias, model.globalBias);
  });

  test("keeps biases at a rate of 0, and items outside the batch", async () => {
    const model = createModel(4);
    const batch = createBatch(2, 2);
    const { after } = await stepFrom(model, batch, {
      learningRate: 0.5,
      biasRate: 0,
      l2: 0.1,
    });
    assert.deepEqual(after.itemBias, model.itemBias);
    assert.equal(after.globalBias, model.globalBias);
    const touched = rowsOf(batch);
    for (let item = 0; item < ITEMS; item++) {
      const range = [item * 4, item * 4 + 4] as const;
      const stayed = `${after.embeddings.values.slice(...range)}` ===
        `${model.embeddings.values.slice(...range)}`;
      assert.equal(stayed, !touched.has(item), `item ${item}`);
    }
  });

  test("passes over negatives that are the anchor or its partner", async () => {
    const model = createModel(4);
    const rates = { learningRate: 0.2, biasRate: 0.1, l2: 0.1 };
    const pair = { anchor: Uint32Array.of(3), positive: Uint32Array.of(8) };
    const without = await stepFrom(model, {
      ...pair,
      negative: new Uint32Array(0),
      negativesPerPair: 0,
    }, rates);
    const withBoth = await stepFrom(model, {
      ...pair,
      negative: Uint32Array.of(8, 3, 8),
      negativesPerPair: 3,
    }, rates);
    near(withBoth.loss, without.loss, "loss");
    assertModelsNear(withBoth.after, without.after);
  });

  test("takes steps that lower the loss", async () => {
    const batch = createBatch(6, 5);
    const session = engine.start(createModel(12));
    try {
      let previous = Infinity;
      for (let step = 0; step < 20; step++) {
        const loss = await session.step(batch, {
          learningRate: 0.05,
          biasRate: 0,
          l2: 0,
        });
        assert.ok(loss < previous, `step ${step}: ${loss} after ${previous}`);
        previous = loss;
      }
    } finally {
      await session.close();
    }
  });

  test("is done with a batch when its step is", async () => {
    const model = createModel(4);
    const rates = { learningRate: 0.2, biasRate: 0.1, l2: 0 };
    const batch = createBatch(6, 2);
    const expected = await stepFrom(model, structuredClone(batch), rates);
    const session = engine.start(structuredClone(model));
    try {
      await session.step(batch, rates);
      for (const rows of [batch.anchor, batch.positive, batch.negative]) {
        rows.fill(0);
      }
      assertModelsNear(await session.read(), expected.after);
    } finally {
      await session.close();
    }
  });

  test("keeps sessions apart", async () => {
    const rates = { learningRate: 0.2, biasRate: 0.1, l2: 0.1 };
    const models = [createModel(4), createModel(12)];
    const batches = [createBatch(6, 2), createBatch(3, 5)];
    const sessions = models.map((model) =>
      engine.start(structuredClone(model))
    );
    for (const [s, session] of sessions.entries()) {
      await session.step(batches[s]!, rates);
    }
    for (const [s, session] of sessions.entries()) {
      const alone = await stepFrom(models[s]!, batches[s]!, rates);
      assertModelsNear(await session.read(), alone.after);
      await session.close();
    }
  });

  test("reads back the model it began with", async () => {
    const model = createModel(12);
    const session = engine.start(structuredClone(model));
    try {
      assert.deepEqual(bytesOf(await session.read()), bytesOf(model));
    } finally {
      await session.close();
    }
  });

  test("learns two cliques by train()", async () => {
    const model = await train(TWO_CLIQUES, CLIQUE_ITEMS, {
      dimensions: 8,
      epochs: 60,
    }, { engine });
    assert.ok(separatesCliques(model));
  });
}

/** A model of numbers about as large as trained ones are. */
function createModel(dimensions: number): ItemModel {
  const random = createRandom(5);
  const reach = 2 / Math.sqrt(dimensions);
  const draw = () => reach * (2 * random.float() - 1);
  return {
    embeddings: {
      values: Float32Array.from({ length: ITEMS * dimensions }, draw),
      itemCount: ITEMS,
      dimensions,
    },
    itemBias: Float32Array.from({ length: ITEMS }, draw),
    globalBias: Math.fround(0.3),
  };
}

/** A batch in which no item occurs twice. */
function createBatch(pairs: number, negativesPerPair: number): PairBatch {
  assert.ok(pairs * (2 + negativesPerPair) <= ITEMS);
  const rows = shuffleInPlace(
    Uint32Array.from({ length: ITEMS }, (_, row) => row),
    createRandom(6),
  );
  return {
    anchor: rows.slice(0, pairs),
    positive: rows.slice(pairs, 2 * pairs),
    negative: rows.slice(2 * pairs, (2 + negativesPerPair) * pairs),
    negativesPerPair,
  };
}

function rowsOf({ anchor, positive, negative }: PairBatch): Set<number> {
  return new Set([...anchor, ...positive, ...negative]);
}

/** The summed loss, written as the formula is. */
function lossOf(model: ItemModel, batch: PairBatch): number {
  const { anchor, positive, negative, negativesPerPair } = batch;
  let loss = 0;
  for (const [p, u] of anchor.entries()) {
    loss += Math.log(1 + Math.exp(-logitOf(model, u, positive[p]!)));
    for (let n = 0; n < negativesPerPair; n++) {
      const v = negative[p * negativesPerPair + n]!;
      loss += Math.log(1 + Math.exp(logitOf(model, u, v)));
    }
  }
  return loss;
}

/** Compares a step with central differences of the loss, taken in float64. */
function assertStep(
  before: ItemModel,
  after: ItemModel,
  batch: PairBatch,
  { learningRate, biasRate, l2 }: StepRates,
): void {
  const { itemCount, dimensions } = before.embeddings;
  // Copies in float64, so that a small change is not rounded away.
  const values = Float64Array.from(before.embeddings.values);
  const itemBias = Float64Array.from(before.itemBias);
  const probe = {
    embeddings: { values, itemCount, dimensions },
    itemBias,
    globalBias: before.globalBias,
  } as unknown as ItemModel;
  const slope = (add: (change: number) => void): number => {
    const h = 1e-5;
    add(h);
    const above = lossOf(probe, batch);
    add(-2 * h);
    const below = lossOf(probe, batch);
    add(h);
    return (above - below) / (2 * h);
  };

  const touched = rowsOf(batch);
  for (const row of touched) {
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) {
      const gradient = slope((change) => {
        values[i] = values[i]! + change;
      });
      const held = before.embeddings.values[i]!;
      near(
        after.embeddings.values[i]!,
        held - learningRate * (gradient + l2 * held),
        `value ${i}`,
      );
    }
    const gradient = slope((change) => {
      itemBias[row] = itemBias[row]! + change;
    });
    near(
      after.itemBias[row]!,
      before.itemBias[row]! - biasRate * gradient,
      `bias ${row}`,
    );
  }
  const gradient = slope((change) => {
    probe.globalBias += change;
  });
  near(
    after.globalBias,
    before.globalBias - biasRate * gradient,
    "global bias",
  );
}

function assertModelsNear(actual: ItemModel, expected: ItemModel): void {
  for (const [i, value] of expected.embeddings.values.entries()) {
    near(actual.embeddings.values[i]!, value, `value ${i}`);
  }
  for (const [row, bias] of expected.itemBias.entries()) {
    near(actual.itemBias[row]!, bias, `bias ${row}`);
  }
  near(actual.globalBias, expected.globalBias, "global bias");
}

function near(actual: number, expected: number, what: string): void {
  const difference = Math.abs(actual - expected);
  assert.ok(
    difference <= TOLERANCE + TOLERANCE * Math.abs(expected),
    `${what}: ${actual} instead of ${expected}`,
  );
}
