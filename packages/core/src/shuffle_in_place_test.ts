import assert from "node:assert/strict";
import { createRandom } from "./random.ts";
import { shuffleInPlace } from "./shuffle_in_place.ts";

Deno.test("shuffleInPlace() keeps every value, in the same array", () => {
  for (const length of [0, 1, 2, 3, 1000]) {
    const array = Uint32Array.from({ length }, (_, i) => i);
    assert.equal(shuffleInPlace(array, createRandom(1)), array);
    assert.deepEqual(
      array.toSorted(),
      Uint32Array.from({ length }, (_, i) => i),
    );
  }
});

Deno.test("shuffleInPlace() takes arrays of anything", () => {
  const held = [{ id: "a" }, { id: "b" }, { id: "c" }];
  const shuffled = shuffleInPlace([...held], createRandom(5));
  assert.deepEqual(new Set(shuffled), new Set(held));
});

Deno.test("shuffleInPlace() gives the same order for the same seed only", () => {
  const order = (seed: number): string =>
    shuffleInPlace(Array.from({ length: 50 }, (_, i) => i), createRandom(seed))
      .join();
  assert.equal(order(1), order(1));
  assert.notEqual(order(1), order(2));
});

Deno.test("shuffleInPlace() gives all orders of four about equally often", () => {
  const random = createRandom(6);
  const counts = new Map<string, number>();
  const rounds = 24_000;
  for (let round = 0; round < rounds; round++) {
    const order = shuffleInPlace([0, 1, 2, 3], random).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 24);
  // Chi-squared with 23 degrees of freedom: 49.73 is exceeded once in 1,000.
  let chiSquared = 0;
  for (const count of counts.values()) {
    chiSquared += (count - rounds / 24) ** 2 / (rounds / 24);
  }
  assert.ok(chiSquared < 49.73, `chi-squared ${chiSquared}`);
});
