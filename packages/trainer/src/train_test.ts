import { OutOfRoomError, type WeightedPairs } from "@kindred/core";
import assert from "node:assert/strict";
import {
  bytesOf,
  changedEngine,
  CLIQUE_ITEMS,
  CLIQUE_OPTIONS,
  CLIQUE_SPLIT,
  pairsOf,
  randomSplit,
  separatesCliques,
  TWO_CLIQUES,
} from "./_testing.ts";
import { referenceEngine } from "./engines/reference_engine.ts";
import { simdEngine } from "./engines/simd/simd_engine.ts";
import { fillInitialVectors } from "./initial_vectors.ts";
import { RECIPES } from "./recipes.ts";
import { train } from "./train.ts";
import type { TrainOptions } from "./train_options.ts";

/** What each test runs on that is not about engines: it starts no threads. */
const HERE = { engine: referenceEngine };

const LEARNERS: Record<string, TrainOptions> = {
  "the default recipe": { dimensions: 8, epochs: 60 },
  "the plain recipe": CLIQUE_OPTIONS,
  "two tables": { ...CLIQUE_OPTIONS, tables: 2, epochs: 80 },
  "no biases": { ...CLIQUE_OPTIONS, biases: false, epochs: 80 },
  "squared error": {
    ...CLIQUE_OPTIONS,
    model: "squared",
    weightUse: "label",
    learningRate: 0.1,
    epochs: 80,
  },
  "alternating least squares": { recipe: "als", dimensions: 8, epochs: 10 },
  "the baseline recipe": { recipe: "baseline", dimensions: 8, epochs: 30 },
};

for (const [what, options] of Object.entries(LEARNERS)) {
  Deno.test(`train() by ${what} gives pairs within a clique better scores than pairs across`, async () => {
    for (const seed of [1, 2, 3]) {
      const model = await train(CLIQUE_SPLIT, { ...options, seed }, HERE);
      assert.ok(separatesCliques(model), `seed ${seed}`);
      const { embeddings, itemBias } = model;
      const wide = options.tables === 2 || options.recipe === "als";
      assert.equal(model.crossed ?? false, wide);
      assert.equal(embeddings.itemCount, CLIQUE_ITEMS);
      assert.equal(embeddings.dimensions, wide ? 16 : 8);
      assert.equal(
        embeddings.values.length,
        CLIQUE_ITEMS * embeddings.dimensions,
      );
      assert.equal(itemBias.length, CLIQUE_ITEMS);
    }
  });
}

Deno.test("train() by the default recipe tells known pairs from others", async () => {
  const split = randomSplit(600, 8400);
  const rocAucs: number[] = [];
  await train(split, { dimensions: 16 }, {
    engine: simdEngine({ threads: 2 }),
    onEpoch: ({ validationRocAuc }) => rocAucs.push(validationRocAuc!),
  });
  // A quarter of the held-out pairs are random: 0.875 is the best there is.
  assert.ok(rocAucs.at(-1)! > 0.7, `${rocAucs}`);
});

Deno.test("separatesCliques() is false of what has not learnt", () => {
  const embeddings = {
    values: new Float32Array(CLIQUE_ITEMS * 8),
    itemCount: CLIQUE_ITEMS,
    dimensions: 8,
  };
  fillInitialVectors([embeddings], 0.5, 1);
  const itemBias = new Float32Array(CLIQUE_ITEMS);
  assert.equal(
    separatesCliques({ embeddings, itemBias, globalBias: 0 }),
    false,
  );
});

Deno.test("train() gives the same bytes for a seed, and other bytes for another", async () => {
  const bytes = async (seed: number) =>
    bytesOf(await train(CLIQUE_SPLIT, { ...CLIQUE_OPTIONS, seed }, HERE));
  assert.deepEqual(await bytes(1), await bytes(1));
  assert.notDeepEqual(await bytes(1), await bytes(2));
});

Deno.test("train() does not change the pairs", async () => {
  const split = structuredClone(CLIQUE_SPLIT);
  await train(split, { dimensions: 8, epochs: 3, earlyStopping: 1 }, HERE);
  assert.deepEqual(split, CLIQUE_SPLIT);
});

Deno.test("train() uses weights as it is asked to", async () => {
  const bytes = async (
    weightUse: "none" | "label" | "loss",
    weightOf: (p: number) => number,
  ) => {
    const weight = TWO_CLIQUES.weight.map((_, p) => weightOf(p));
    const split = { ...CLIQUE_SPLIT, train: { ...TWO_CLIQUES, weight } };
    return bytesOf(
      await train(split, { ...CLIQUE_OPTIONS, epochs: 2, weightUse }, HERE),
    );
  };
  const even = () => 1;
  const uneven = (p: number) => 1 + p % 2;
  for (const use of ["label", "loss"] as const) {
    // Only what they are relative to each other counts.
    assert.deepEqual(await bytes(use, even), await bytes("none", even));
    assert.deepEqual(
      await bytes(use, uneven),
      await bytes(use, (p) => 8 * uneven(p)),
    );
    assert.notDeepEqual(await bytes(use, uneven), await bytes(use, even));
  }
  assert.deepEqual(await bytes("none", uneven), await bytes("none", even));
  assert.notDeepEqual(
    await bytes("label", uneven),
    await bytes("loss", uneven),
  );
});

Deno.test("train() leaves an item without pairs as it began", async () => {
  const model = await train(CLIQUE_SPLIT, CLIQUE_OPTIONS, HERE);
  const first = {
    values: new Float32Array(CLIQUE_ITEMS * 8),
    itemCount: CLIQUE_ITEMS,
    dimensions: 8,
  };
  fillInitialVectors([first], RECIPES.plain.initialLength, 1);
  const alone = CLIQUE_ITEMS - 1;
  const { values } = model.embeddings;
  assert.deepEqual([...values.slice(alone * 8)], [
    ...first.values.slice(alone * 8),
  ]);
  // Half the logit of one pair among five negatives.
  assert.equal(model.itemBias[alone], Math.fround(-Math.log(5) / 2));
  for (let i = 0; i < alone * 8; i++) {
    assert.notEqual(values[i], first.values[i]);
  }
});

Deno.test("train() learns no bias where there shall be none", async () => {
  const options = { ...CLIQUE_OPTIONS, biases: false, initialBias: 2 };
  const model = await train(CLIQUE_SPLIT, options, HERE);
  assert.ok(model.itemBias.every((bias) => bias === 0));
  assert.equal(model.globalBias, 0);
  const biased = await train(CLIQUE_SPLIT, CLIQUE_OPTIONS, HERE);
  assert.notEqual(biased.globalBias, 0);
});

Deno.test("train() takes the SIMD engine if none is given", async () => {
  assert.deepEqual(
    bytesOf(await train(CLIQUE_SPLIT, CLIQUE_OPTIONS)),
    bytesOf(
      await train(CLIQUE_SPLIT, CLIQUE_OPTIONS, {
        engine: simdEngine({ threads: 1 }),
      }),
    ),
  );
});

Deno.test("train() closes its session once, whether it succeeds or fails", async () => {
  const good = changedEngine(referenceEngine);
  await train(CLIQUE_SPLIT, CLIQUE_OPTIONS, { engine: good });
  assert.deepEqual([good.opened, good.closed], [1, 1]);

  const lost = new Error("the device is lost");
  const bad = changedEngine(referenceEngine, () => ({
    run: () => Promise.reject(lost),
  }));
  await assert.rejects(
    train(CLIQUE_SPLIT, CLIQUE_OPTIONS, { engine: bad }),
    lost,
  );
  assert.deepEqual([bad.opened, bad.closed], [1, 1]);
});

Deno.test("train() throws OutOfRoomError where the tables do not fit", async () => {
  const engine = changedEngine(simdEngine({ threads: 1 }));
  const split = { itemCount: 1_100_000, train: TWO_CLIQUES };
  await assert.rejects(
    train(split, { ...CLIQUE_OPTIONS, dimensions: 1024 }, { engine }),
    OutOfRoomError,
  );
  assert.deepEqual([engine.opened, engine.closed], [1, 1]);
});

Deno.test("train() throws RangeError before any work for pairs or options out of range", async () => {
  const engine = changedEngine(referenceEngine);
  const refused: [Partial<WeightedPairs>, TrainOptions, string][] = [
    [pairsOf([]), {}, "there must be training pairs, got 0"],
    [pairsOf([[0, 13]]), {}, "rows must be below 13, got 13 in pair 0"],
    [
      { weight: new Float32Array(2) },
      {},
      "the arrays of the pairs must be equally long, got 30, 30 and 2",
    ],
    [
      {},
      { epochs: 0 },
      "epochs must be a whole number in [1, 10000], got 0",
    ],
    [{}, { recipe: "als", smoothing: 1 }, "smoothing must be 0 for als, got 1"],
  ];
  for (const [pairs, options, message] of refused) {
    const split = { ...CLIQUE_SPLIT, train: { ...TWO_CLIQUES, ...pairs } };
    await assert.rejects(
      train(split, options, { engine }),
      new RangeError(`Cannot train: ${message}`),
    );
  }
  assert.equal(engine.opened, 0);
});
