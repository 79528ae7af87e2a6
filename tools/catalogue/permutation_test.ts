import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { Permutation } from "./permutation.ts";

Deno.test("Permutation gives every number once, and invert() undoes apply()", () => {
  for (const size of [1, 2, 3, 4, 5, 17, 1000, 4096, 4097]) {
    const order = new Permutation(size, createRandom(size));
    const places = new Set<number>();
    for (let i = 0; i < size; i++) {
      const place = order.apply(i);
      places.add(place);
      assert.equal(order.invert(place), i);
      assert.ok(place >= 0 && place < size);
    }
    assert.equal(places.size, size);
  }
});

Deno.test("Permutation reaches all of 2^32", () => {
  const order = new Permutation(2 ** 32, createRandom(1));
  let largest = 0;
  for (const index of [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
    assert.equal(order.invert(order.apply(index)), index);
  }
  for (let index = 0; index < 1000; index++) {
    largest = Math.max(largest, order.apply(index));
  }
  assert.ok(largest > 0.99 * 2 ** 32);
});

Deno.test("Permutation leaves no trace of the order it began with", () => {
  const size = 10_000;
  const order = new Permutation(size, createRandom(2));
  let product = 0;
  for (let i = 0; i < size; i++) {
    product += (i / size - 0.5) * (order.apply(i) / size - 0.5);
  }
  // Of unrelated orders the correlation has a standard deviation of 0.01.
  assert.ok(Math.abs(12 * product / size) < 0.05);
});
