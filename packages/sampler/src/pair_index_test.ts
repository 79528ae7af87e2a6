import { createRandom, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { pairKeys, randomPairs, skewedPairs } from "./_testing.ts";
import { PairIndex } from "./pair_index.ts";

/** Checks every pair of items against a set of texts. */
function assertIndexes(
  pairs: RowPairs,
  itemCount: number,
  filter: boolean,
): void {
  const index = new PairIndex(pairs, itemCount, { filter });
  const oracle = new Set(pairKeys(pairs));
  for (let i = 0; i < itemCount; i++) oracle.delete(`${i}-${i}`);
  assert.equal(index.size, oracle.size);
  for (let a = 0; a < itemCount; a++) {
    for (let b = 0; b < itemCount; b++) {
      const key = `${Math.min(a, b)}-${Math.max(a, b)}`;
      assert.equal(index.has(a, b), oracle.has(key), key);
    }
  }
}

for (const filter of [false, true]) {
  Deno.test(`PairIndex matches a Set of texts, filter ${filter}`, () => {
    const random = createRandom(1);
    for (const [count, itemCount] of [[1, 2], [40, 30], [600, 60]] as const) {
      assertIndexes(skewedPairs(random, count, itemCount), itemCount, filter);
      assertIndexes(randomPairs(random, count, itemCount), itemCount, filter);
    }
  });

  Deno.test(`PairIndex takes repeats, either order and selves, filter ${filter}`, () => {
    const left = Uint32Array.of(3, 0, 2, 0, 1, 2, 4, 3);
    const right = Uint32Array.of(0, 3, 1, 3, 1, 4, 2, 0);
    assertIndexes({ left, right }, 6, filter);
    // Nearly sorted: a repeat, a step back, a pair with itself.
    assertIndexes(
      {
        left: Uint32Array.of(0, 0),
        right: Uint32Array.of(1, 1),
      },
      3,
      filter,
    );
    assertIndexes(
      {
        left: Uint32Array.of(0, 0),
        right: Uint32Array.of(2, 1),
      },
      3,
      filter,
    );
    assertIndexes(
      {
        left: Uint32Array.of(0, 1),
        right: Uint32Array.of(1, 1),
      },
      3,
      filter,
    );
  });

  Deno.test(`PairIndex of no pairs has none, filter ${filter}`, () => {
    const none = { left: new Uint32Array(), right: new Uint32Array() };
    assertIndexes(none, 3, filter);
    assert.equal(new PairIndex(none, 0, { filter }).size, 0);
  });
}

Deno.test("PairIndex does not change the pairs", () => {
  const pairs = randomPairs(createRandom(2), 30, 20);
  const before = structuredClone(pairs);
  new PairIndex(pairs, 20);
  assert.deepEqual(pairs, before);
});

Deno.test("PairIndex throws RangeError if a row is no item or lengths differ", () => {
  const pairs = { left: Uint32Array.of(0, 1), right: Uint32Array.of(1, 3) };
  assert.throws(
    () => new PairIndex(pairs, 3),
    new RangeError(
      "Cannot index pairs: rows must be below 3, got 3 in pair 1",
    ),
  );
  assert.throws(
    () => new PairIndex({ ...pairs, right: Uint32Array.of(1) }, 3),
    new RangeError(
      "Cannot index pairs: the arrays of the pairs must be equally long, got 2, 1",
    ),
  );
});
