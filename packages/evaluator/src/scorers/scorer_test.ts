// One spec for all scorers: scoreItems() orders each query as scorePairs() does.
import { createRandom, type ItemModel } from "@kindred/core";
import { dotReference } from "@kindred/kernels";
import assert from "node:assert/strict";
import { adamicAdarScorer } from "./adamic_adar_scorer.ts";
import { degreeScorer } from "./degree_scorer.ts";
import { modelScorer } from "./model_scorer.ts";
import type { Scorer } from "./scorer.ts";

const ITEMS = 30;
const random = createRandom(8);
const train = {
  left: Uint32Array.from({ length: 80 }, () => random.below(15)),
  right: Uint32Array.from({ length: 80 }, () => 15 + random.below(14)),
};
const model: ItemModel = {
  embeddings: {
    values: Float32Array.from({ length: ITEMS * 7 }, () => random.float() - .5),
    itemCount: ITEMS,
    dimensions: 7,
  },
  itemBias: Float32Array.from({ length: ITEMS }, () => random.float()),
  globalBias: -1.5,
};
const neighbourSets = Array.from({ length: ITEMS }, () => new Set<number>());
for (const [p, item] of train.left.entries()) {
  neighbourSets[item]!.add(train.right[p]!);
  neighbourSets[train.right[p]!]!.add(item);
}

/** Each scorer, and its pair score computed the slow and obvious way. */
const cases: [Scorer, (u: number, v: number) => number][] = [
  [
    modelScorer(model),
    (u, v) =>
      dotReference(
        model.embeddings.values,
        u * 7,
        model.embeddings.values,
        v * 7,
        7,
      ) +
      model.itemBias[u]! + model.itemBias[v]! + model.globalBias,
  ],
  [
    degreeScorer(train, ITEMS),
    (u, v) => neighbourSets[u]!.size * neighbourSets[v]!.size,
  ],
  [
    adamicAdarScorer(train, ITEMS),
    (u, v) => {
      const common = [...neighbourSets[u]!].filter((item) =>
        neighbourSets[v]!.has(item)
      );
      return common.reduce(
        (sum, item) => sum + 1 / Math.log(neighbourSets[item]!.size),
        0,
      );
    },
  ],
];

for (const [scorer, obvious] of cases) {
  const { name } = scorer;
  const rows = Uint32Array.from({ length: ITEMS }, (_, i) => i);

  Deno.test(`${name}: scorePairs() matches the obvious formula`, () => {
    for (const u of rows) {
      const scores = scorer.scorePairs(new Uint32Array(ITEMS).fill(u), rows);
      for (const v of rows) {
        if (u === v) continue;
        const expected = obvious(u, v);
        // One rounding to float32 of sums in another order.
        const tolerance = 1e-6 + 1e-6 * Math.abs(expected);
        assert.ok(Math.abs(scores[v]! - expected) <= tolerance, `${u}, ${v}`);
      }
    }
  });

  Deno.test(`${name}: scoreItems() orders candidates as scorePairs()`, () => {
    const queries = Uint32Array.of(3, 17, 29, 0, 3);
    const out = new Float32Array(queries.length * ITEMS).fill(NaN);
    scorer.scoreItems(queries, out);
    for (const [q, query] of queries.entries()) {
      const pairs = scorer.scorePairs(
        new Uint32Array(ITEMS).fill(query),
        rows,
      );
      const row = out.subarray(q * ITEMS, (q + 1) * ITEMS);
      for (const a of rows) {
        for (const b of rows) {
          if (a === query || b === query) continue;
          if (pairs[a]! - pairs[b]! > 1e-5) {
            assert.ok(row[a]! > row[b]!, `${query}: ${a}, ${b}`);
          }
        }
      }
    }
  });

  Deno.test(`${name}: throws RangeError on wrong arguments`, () => {
    assert.throws(
      () => scorer.scorePairs(Uint32Array.of(0), Uint32Array.of(ITEMS)),
      new RangeError(
        "Cannot score pairs: rows must be below 30, got 30 in pair 0",
      ),
    );
    assert.throws(
      () => scorer.scorePairs(Uint32Array.of(0), new Uint32Array(0)),
      new RangeError(
        "Cannot score pairs: the arrays of the pairs must be equally long, got 1, 0",
      ),
    );
    assert.throws(
      () => scorer.scoreItems(Uint32Array.of(0), new Float32Array(3)),
      new RangeError("Cannot score items: out must have length 30, got 3"),
    );
    assert.throws(
      () => scorer.scoreItems(Uint32Array.of(31), new Float32Array(30)),
      new RangeError("Cannot score items: rows must be below 30, got 31"),
    );
  });
}

Deno.test("modelScorer() throws RangeError if a vector is not finite", () => {
  assert.throws(
    () =>
      modelScorer({
        embeddings: {
          values: Float32Array.of(1, NaN),
          itemCount: 2,
          dimensions: 1,
        },
        itemBias: new Float32Array(2),
        globalBias: 0,
      }),
    new RangeError(
      "Cannot score by the model: the vectors must be finite, got NaN at position 1",
    ),
  );
});

Deno.test("degreeScorer() ranks by popularity also for items without neighbours", () => {
  const scorer = degreeScorer({
    left: Uint32Array.of(0, 0),
    right: Uint32Array.of(1, 2),
  }, 4);
  const out = new Float32Array(4);
  scorer.scoreItems(Uint32Array.of(3), out);
  assert.deepEqual([...out], [2, 1, 1, 0]);
});
