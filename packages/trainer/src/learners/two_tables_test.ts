import { createRandom, type EmbeddingTable } from "@kindred/core";
import { pairLogits } from "@kindred/kernels";
import assert from "node:assert/strict";
import { asItemModel, logitsOf, type Parameters } from "./two_tables.ts";

const ITEMS = 9;
const DIMENSIONS = 12;
const random = createRandom(1);

function createTable(): EmbeddingTable {
  return {
    values: Float32Array.from(
      { length: ITEMS * DIMENSIONS },
      () => random.float() - 0.5,
    ),
    itemCount: ITEMS,
    dimensions: DIMENSIONS,
  };
}

function createParameters(tables: 1 | 2): Parameters {
  const anchors = createTable();
  return {
    anchors,
    targets: tables === 1 ? anchors : createTable(),
    itemBias: Float32Array.from({ length: ITEMS }, () => random.float()),
    globalBias: 0.25,
  };
}

/** Every item with every item, itself too. */
const LEFT = Uint32Array.from({ length: ITEMS ** 2 }, (_, p) => p % ITEMS);
const RIGHT = LEFT.map((_, p) => Math.floor(p / ITEMS));

/** Numbers of size 1 are added up in single precision: its half unit is 6e-8. */
function assertNear(actual: Float32Array, expected: Float32Array): void {
  assert.equal(actual.length, expected.length);
  for (const [p, logit] of expected.entries()) {
    assert.ok(Math.abs(actual[p]! - logit) < 2e-6, `pair ${p}`);
  }
}

for (const tables of [1, 2] as const) {
  Deno.test(`logitsOf() ${tables} table(s) are the logits of their model`, () => {
    const parameters = createParameters(tables);
    const model = asItemModel(parameters);
    assertNear(
      logitsOf(parameters, LEFT, RIGHT),
      pairLogits(model, LEFT, RIGHT),
    );
    assert.equal(model.crossed ?? false, tables === 2);
    assert.equal(model.embeddings.dimensions, tables * DIMENSIONS);
    assert.equal(model.embeddings.values.length, tables * ITEMS * DIMENSIONS);
  });

  Deno.test(`logitsOf() adds the context to ${tables} table(s)`, () => {
    const parameters = createParameters(tables);
    const { anchors, targets } = parameters;
    const ofAnchors = createTable();
    const ofTargets = tables === 1 ? ofAnchors : createTable();
    const add = (a: EmbeddingTable, b: EmbeddingTable): EmbeddingTable => ({
      ...a,
      values: a.values.map((value, i) => value + b.values[i]!),
    });
    const sum = add(anchors, ofAnchors);
    assertNear(
      logitsOf(
        { ...parameters, context: { anchors: ofAnchors, targets: ofTargets } },
        LEFT,
        RIGHT,
      ),
      logitsOf(
        {
          ...parameters,
          anchors: sum,
          targets: tables === 1 ? sum : add(targets, ofTargets),
        },
        LEFT,
        RIGHT,
      ),
    );
  });
}

Deno.test("logitsOf() of two tables is the mean of both ways round", () => {
  const table = (...values: number[]): EmbeddingTable => ({
    values: Float32Array.from(values),
    itemCount: 2,
    dimensions: 4,
  });
  const logits = logitsOf(
    {
      anchors: table(1, 0, 0, 0, 0, 3, 0, 0),
      targets: table(0, 5, 0, 0, 7, 0, 0, 0),
      itemBias: Float32Array.of(10, 100),
      globalBias: 1000,
    },
    Uint32Array.of(0, 1, 0),
    Uint32Array.of(1, 0, 0),
  );
  // 1 · 7 and 3 · 5; of an item with itself nothing.
  assert.deepEqual([...logits], [11 + 1110, 11 + 1110, 1020]);
});

Deno.test("asItemModel() gives one table as it is, and copies two", () => {
  const one = createParameters(1);
  assert.equal(asItemModel(one).embeddings, one.anchors);
  const two = createParameters(2);
  const { values } = asItemModel(two).embeddings;
  const before = values.slice();
  two.anchors.values.fill(9);
  assert.deepEqual(values, before);
});
