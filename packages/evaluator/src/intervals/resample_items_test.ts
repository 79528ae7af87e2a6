import assert from "node:assert/strict";
import { resampleItems } from "./resample_items.ts";

const ITEMS = 1_000_001;

Deno.test("resampleItems() draws Poisson(1) weights", () => {
  const weights = resampleItems(ITEMS, 1, 0);
  const counts = new Array(9).fill(0);
  for (const weight of weights) counts[weight]++;
  let probability = Math.exp(-1);
  for (const [weight, count] of counts.entries()) {
    const expected = ITEMS * probability;
    // Five standard deviations, and what 16 bits cannot tell apart.
    const most = 5 * Math.sqrt(expected) + ITEMS * 2 ** -16;
    assert.ok(Math.abs(count - expected) < most, `${count} of ${weight}`);
    probability /= weight + 1;
  }
});

Deno.test("resampleItems() draws items and resamples independently", () => {
  const weights = resampleItems(ITEMS, 1, 0);
  const product = (a: Uint8Array, b: Uint8Array) =>
    a.reduce((sum, weight, i) => sum + (weight - 1) * (b[i]! - 1), 0) / ITEMS;
  const others = [
    resampleItems(ITEMS, 1, 1),
    resampleItems(ITEMS, 2, 0),
    // Neighbours by one and by two: halves of one word, words in a row.
    new Uint8Array([...weights.subarray(1), 1]),
    new Uint8Array([...weights.subarray(2), 1, 1]),
  ];
  assert.ok(Math.abs(product(weights, weights) - 1) < 0.01);
  for (const other of others) {
    assert.ok(Math.abs(product(weights, other)) < 0.005);
  }
});

Deno.test("resampleItems() gives the same for a seed and a resample", () => {
  assert.deepEqual(resampleItems(101, 4, 7), resampleItems(101, 4, 7));
  // Fewer items are the first of more.
  assert.deepEqual(
    resampleItems(100, 4, 7),
    resampleItems(101, 4, 7).slice(0, 100),
  );
  assert.equal(resampleItems(0, 4, 7).length, 0);
});

Deno.test("resampleItems() throws RangeError for numbers out of range", () => {
  assert.throws(
    () => resampleItems(-1, 1, 0),
    new RangeError(
      "Cannot resample items: their count must be a whole number >= 0, got -1",
    ),
  );
  assert.throws(
    () => resampleItems(1, 1, 0.5),
    new RangeError(
      "Cannot resample items: the resample must be a whole number in [0, 2147483647], got 0.5",
    ),
  );
  assert.throws(() => resampleItems(1, -1, 0), RangeError);
});
