import assert from "node:assert/strict";
import { createOptimizerState, OPTIMIZERS } from "./optimizer_state.ts";
import type { PairModel } from "./pair_model.ts";

const TABLE = { values: new Float32Array(12), itemCount: 3, dimensions: 4 };

const ONE_TABLE: PairModel = {
  anchors: TABLE,
  targets: TABLE,
  itemBias: new Float32Array(3),
  globalBias: new Float32Array(1),
};

const TWO_TABLES: PairModel = { ...ONE_TABLE, targets: { ...TABLE } };

function lengthsOf(kind: typeof OPTIMIZERS[number], model: PairModel) {
  const { tensors } = createOptimizerState(kind, model);
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { length }]) => [name, length]),
  );
}

Deno.test("createOptimizerState() has nothing for plain descent", () => {
  assert.deepEqual(lengthsOf("sgd", ONE_TABLE), {});
  assert.deepEqual(lengthsOf("sgd", TWO_TABLES), {});
});

Deno.test("createOptimizerState() has one number a row for Adagrad", () => {
  const common = {
    "anchors.square": 3,
    "itemBias.square": 3,
    "globalBias.square": 1,
  };
  assert.deepEqual(lengthsOf("adagrad", ONE_TABLE), common);
  assert.deepEqual(lengthsOf("adagrad", TWO_TABLES), {
    ...common,
    "targets.square": 3,
  });
});

Deno.test("createOptimizerState() has two numbers a number for Adam", () => {
  const common = {
    "anchors.mean": 12,
    "anchors.square": 12,
    "itemBias.mean": 3,
    "itemBias.square": 3,
    "globalBias.mean": 1,
    "globalBias.square": 1,
  };
  assert.deepEqual(lengthsOf("adam", ONE_TABLE), common);
  assert.deepEqual(lengthsOf("adam", TWO_TABLES), {
    ...common,
    "targets.mean": 12,
    "targets.square": 12,
  });
});

Deno.test("createOptimizerState() takes zeros from the given allocator", () => {
  for (const kind of OPTIMIZERS) {
    const given: Float32Array[] = [];
    const { tensors } = createOptimizerState(kind, TWO_TABLES, {
      float32(length) {
        given.push(new Float32Array(length));
        return given.at(-1)!;
      },
      uint32: (length) => new Uint32Array(length),
    });
    assert.deepEqual(Object.values(tensors), given);
    assert.ok(given.every((tensor) => tensor.every((value) => value === 0)));
  }
});
