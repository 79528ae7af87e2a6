import assert from "node:assert/strict";
import {
  estimateDeviceBytes,
  largestThatFits,
  type TrainingShape,
} from "./estimate_memory.ts";
import { stepWork } from "./step_work.ts";

/** The default recipe on a catalogue of the size of Electronics. */
const SHAPE: TrainingShape = {
  items: 418_749,
  pairs: 8192,
  sharedBy: 16,
  negatives: 32,
  dimensions: 128,
  tables: 1,
  optimizer: "sgd",
  hasContext: true,
  hasL2: true,
  hasL2Scale: true,
};

const tablesOf = (changed: Partial<TrainingShape>): number =>
  estimateDeviceBytes({
    ...SHAPE,
    hasContext: false,
    hasL2Scale: false,
    ...changed,
  }).tables / (4 * SHAPE.items);

Deno.test("estimateDeviceBytes() has every table that a training keeps, in numbers an item", () => {
  // Vectors; a bias, and room for a number.
  assert.equal(tablesOf({}), 128 + 2);
  assert.equal(tablesOf({ hasL2Scale: true }), 128 + 3);
  assert.equal(tablesOf({ hasContext: true }), 2 * 128 + 2);
  assert.equal(tablesOf({ tables: 2 }), 2 * 128 + 2);
  assert.equal(tablesOf({ tables: 2, hasContext: true }), 4 * 128 + 2);
  assert.equal(tablesOf({ optimizer: "adagrad" }), 128 + 2 + 2);
  assert.equal(tablesOf({ optimizer: "adagrad", tables: 2 }), 2 * 128 + 2 + 3);
  assert.equal(tablesOf({ optimizer: "adam" }), 3 * (128 + 1) + 1);
  assert.equal(tablesOf({ optimizer: "adam", tables: 2 }), 3 * (256 + 1) + 1);
});

Deno.test("estimateDeviceBytes() has the most of a step, of smoothing and of a table on its way", () => {
  const passing = (changed: Partial<TrainingShape>) =>
    estimateDeviceBytes({ ...SHAPE, ...changed }).passing;
  assert.equal(passing({}), 4 * 418_749 * 128);
  const few = { items: 1000, pairs: 1024 };
  assert.equal(passing(few), 2 * 2 ** 17 * 4 * 128);
  const large = { ...few, pairs: 2 ** 17 };
  assert.equal(passing(large), stepWork({ ...SHAPE, ...large }).madeBytes);
  const { tables, reserve, total, ...rest } = estimateDeviceBytes(SHAPE);
  assert.equal(total, tables + rest.passing + reserve);
  assert.ok(reserve > 2 ** 30);
});

Deno.test("largestThatFits() gives what fits, and nothing larger does", () => {
  const totalOf = (changed: Partial<TrainingShape>) =>
    estimateDeviceBytes({ ...SHAPE, ...changed }).total;
  for (const gib of [2, 2.5, 4, 8, 16]) {
    const bytes = gib * 2 ** 30;
    const { batchPairs, dimensions } = largestThatFits(SHAPE, bytes);
    assert.ok(batchPairs % 16 === 0 && dimensions % 4 === 0);
    assert.ok(totalOf({ pairs: batchPairs }) <= bytes, `${gib}`);
    assert.ok(totalOf({ pairs: batchPairs + 16 }) > bytes, `${gib}`);
    assert.ok(totalOf({ dimensions }) <= bytes, `${gib}`);
    assert.ok(
      dimensions === 1024 || totalOf({ dimensions: dimensions + 4 }) > bytes,
      `${gib}`,
    );
  }
});

Deno.test("largestThatFits() gives 0 for what cannot fit, and the most that is allowed where all fits", () => {
  assert.deepEqual(largestThatFits(SHAPE, 2 ** 30), {
    batchPairs: 0,
    dimensions: 0,
  });
  assert.deepEqual(largestThatFits(SHAPE, 2 ** 40), {
    batchPairs: 2 ** 20,
    dimensions: 1024,
  });
  // The tables alone are larger: no batch is small enough, fewer dimensions are.
  const { batchPairs, dimensions } = largestThatFits(
    { ...SHAPE, items: 20_000_000 },
    16 * 2 ** 30,
  );
  assert.equal(batchPairs, 0);
  assert.ok(dimensions >= 32 && dimensions < 128, `${dimensions}`);
});
