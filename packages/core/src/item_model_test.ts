import assert from "node:assert/strict";
import { checkItemModel, type ItemModel } from "./item_model.ts";

function modelOf(
  values: number[],
  itemBias: number[],
  globalBias = 0,
): ItemModel {
  return {
    embeddings: {
      values: Float32Array.from(values),
      itemCount: 2,
      dimensions: 2,
    },
    itemBias: Float32Array.from(itemBias),
    globalBias,
  };
}

function assertRefused(model: ItemModel, message: string): void {
  assert.throws(() => checkItemModel("export", model), {
    name: "RangeError",
    message,
  });
}

Deno.test("checkItemModel() passes a model whose arrays fit", () => {
  checkItemModel("export", modelOf([1, 2, 3, 4], [0, -1], 0.5));
});

Deno.test("checkItemModel() passes a model of no items", () => {
  checkItemModel("export", {
    embeddings: { values: new Float32Array(), itemCount: 0, dimensions: 8 },
    itemBias: new Float32Array(),
    globalBias: 0,
  });
});

Deno.test("checkItemModel() throws RangeError if a length does not fit", () => {
  assertRefused(
    modelOf([1, 2, 3], [0, 0]),
    "Cannot export: a model of 2 items must have 4 values and 2 biases, got 3 and 2",
  );
  assertRefused(
    modelOf([1, 2, 3, 4], [0]),
    "Cannot export: a model of 2 items must have 4 values and 2 biases, got 4 and 1",
  );
});

Deno.test("checkItemModel() throws RangeError if a number is not finite", () => {
  assertRefused(
    modelOf([1, 2, NaN, 4], [0, 0]),
    "Cannot export: the vectors must be finite, got NaN at position 2",
  );
  assertRefused(
    modelOf([1, 2, 3, 4], [0, -Infinity]),
    "Cannot export: the biases must be finite, got -Infinity at position 1",
  );
  assertRefused(
    modelOf([1, 2, 3, 4], [0, 0], Infinity),
    "Cannot export: the global bias must be finite, got Infinity",
  );
});
