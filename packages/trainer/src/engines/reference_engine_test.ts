import { createRandom, type ItemModel } from "@kindred/core";
import assert from "node:assert/strict";
import { referenceEngine } from "./reference_engine.ts";
import { testTrainEngine } from "./train_engine_spec.ts";

testTrainEngine(referenceEngine);

Deno.test("referenceEngine is the CPU engine in plain TypeScript", () => {
  assert.equal(referenceEngine.name, "reference");
  assert.equal(referenceEngine.device, "cpu");
});

Deno.test("referenceEngine takes the step that is worked out by hand", async () => {
  const model: ItemModel = {
    embeddings: {
      values: Float32Array.of(1, 0, 0, 0, 0, 2, 0, 0),
      itemCount: 2,
      dimensions: 4,
    },
    itemBias: new Float32Array(2),
    globalBias: 0,
  };
  const session = referenceEngine.start(model);
  // The logit is 0: a loss of ln 2, an error of 1 - 1/2.
  const loss = await session.step({
    anchor: Uint32Array.of(0),
    positive: Uint32Array.of(1),
    negative: new Uint32Array(0),
    negativesPerPair: 0,
  }, { learningRate: 0.5, biasRate: 0.25, l2: 0.5 });
  const { embeddings, itemBias, globalBias } = await session.read();
  await session.close();

  assert.ok(Math.abs(loss - Math.LN2) < 1e-12);
  // u = 0.75 u + 0.25 v; v = 0.75 v + 0.25 u
  assert.deepEqual(
    [...embeddings.values],
    [0.75, 0.5, 0, 0, 0.25, 1.5, 0, 0],
  );
  assert.deepEqual([...itemBias], [0.125, 0.125]);
  assert.equal(globalBias, 0.125);
});

Deno.test("referenceEngine gives the same bytes for the same steps", async () => {
  const run = async (): Promise<ItemModel> => {
    const random = createRandom(9);
    const draw = (length: number) =>
      Uint32Array.from({ length }, () => random.below(10));
    const session = referenceEngine.start({
      embeddings: {
        values: Float32Array.from({ length: 40 }, () => random.float()),
        itemCount: 10,
        dimensions: 4,
      },
      itemBias: new Float32Array(10),
      globalBias: 0,
    });
    for (let step = 0; step < 10; step++) {
      await session.step({
        anchor: draw(8),
        positive: draw(8),
        negative: draw(24),
        negativesPerPair: 3,
      }, { learningRate: 0.1, biasRate: 0.01, l2: 0.01 });
    }
    return session.read();
  };
  assert.deepEqual(await run(), await run());
});
