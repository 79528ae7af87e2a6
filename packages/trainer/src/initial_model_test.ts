import assert from "node:assert/strict";
import { createInitialModel } from "./initial_model.ts";

const OPTIONS = { dimensions: 16, initialBias: -0.8, seed: 1 };

Deno.test("createInitialModel() draws evenly from a tenth of [-1, 1] / sqrt(dimensions)", () => {
  const { embeddings, itemBias, globalBias } = createInitialModel(
    1000,
    OPTIONS,
  );
  const { values, itemCount, dimensions } = embeddings;
  assert.deepEqual([itemCount, dimensions], [1000, 16]);
  assert.equal(values.length, 16_000);
  const reach = 0.1 / 4;
  // 16,000 draws: the mean's deviation is reach / sqrt(3) / sqrt(16000).
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  assert.ok(Math.abs(mean) < 5 * reach / Math.sqrt(3 * 16_000));
  assert.ok(values.every((value) => Math.abs(value) <= reach * 1.000001));
  for (const end of [-reach, reach]) {
    assert.ok(values.some((value) => Math.abs(value - end) < reach / 100));
  }
  assert.equal(itemBias.length, 1000);
  assert.ok(itemBias.every((bias) => bias === Math.fround(-0.8)));
  assert.equal(globalBias, 0);
});

Deno.test("createInitialModel() gives the same for a seed, and other vectors for another", () => {
  assert.deepEqual(
    createInitialModel(5, OPTIONS),
    createInitialModel(5, OPTIONS),
  );
  assert.notDeepEqual(
    createInitialModel(5, OPTIONS),
    createInitialModel(5, { ...OPTIONS, seed: 2 }),
  );
});

Deno.test("createInitialModel() gives an empty model for no item", () => {
  const { embeddings, itemBias } = createInitialModel(0, OPTIONS);
  assert.equal(embeddings.values.length + itemBias.length, 0);
});

Deno.test("createInitialModel() throws RangeError for a seed out of range", () => {
  assert.throws(
    () => createInitialModel(1, { ...OPTIONS, seed: -1 }),
    new RangeError(
      "Cannot create a random generator: the seed must be a whole number in [0, 2^53), got -1",
    ),
  );
});
