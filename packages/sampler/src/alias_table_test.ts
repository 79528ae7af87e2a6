import { createRandom, type Random } from "@kindred/core";
import assert from "node:assert/strict";
import { assertProportional } from "./_testing.ts";
import { AliasTable } from "./alias_table.ts";

/** Draws positions and counts them. */
function countDraws(weights: number[], draws: number): Uint32Array {
  const table = new AliasTable(Float64Array.from(weights));
  const random = createRandom(1);
  const counts = new Uint32Array(weights.length);
  for (let i = 0; i < draws; i++) counts[table.draw(random)]!++;
  return counts;
}

Deno.test("AliasTable draws in proportion to weights, zeros never", () => {
  for (
    const weights of [
      [1, 2, 3, 4],
      [0, 5, 0, 1, 0],
      [1, 1, 1],
      [100, 1, 10, 0, 1000],
      Array.from({ length: 101 }, (_, i) => i),
    ]
  ) {
    assertProportional(countDraws(weights, 50_000), weights);
  }
});

Deno.test("AliasTable gives each position its share of an even grid", () => {
  const source = createRandom(2);
  const steps = 2000;
  for (const n of [1, 2, 3, 10, 57]) {
    const weights = Float64Array.from({ length: n }, () => source.float() ** 4);
    weights[0] = 0.5;
    const total = weights.reduce((a, b) => a + b);
    const table = new AliasTable(weights);
    // Every column with every one of `steps` numbers instead of random ones.
    const counts = new Uint32Array(n);
    for (let column = 0; column < n; column++) {
      for (let step = 0; step < steps; step++) {
        const random: Random = {
          uint32: () => assert.fail("not used"),
          below: () => column,
          fill: () => assert.fail("no array is filled"),
          float: () => (step + 0.5) / steps,
        };
        counts[table.draw(random)]!++;
      }
    }
    for (let i = 0; i < n; i++) {
      // The grid misplaces at most one step a column.
      const share = counts[i]! / (n * steps);
      assert.ok(Math.abs(share - weights[i]! / total) <= 1 / steps);
    }
  }
});

Deno.test("AliasTable of one weight draws only that", () => {
  assert.deepEqual(countDraws([7], 100), Uint32Array.of(100));
  assert.deepEqual(countDraws([0, 0, 1e-300], 100), Uint32Array.of(0, 0, 100));
});

Deno.test("AliasTable never draws a zero among weights that round", () => {
  // Thirds and tenths do not add up to 1 exactly.
  const weights = Array.from({ length: 300 }, (_, i) => i % 3 === 0 ? 0 : 0.1);
  assertProportional(countDraws(weights, 50_000), weights);
});

Deno.test("AliasTable does not change the weights", () => {
  const weights = Float64Array.of(1, 0, 5);
  new AliasTable(weights);
  assert.deepEqual(weights, Float64Array.of(1, 0, 5));
});

Deno.test("AliasTable throws RangeError if a weight is negative or not finite", () => {
  for (const weight of [-1, NaN, Infinity]) {
    assert.throws(() => new AliasTable(Float64Array.of(1, weight)), {
      name: "RangeError",
      message:
        `Cannot build an alias table: weights must be finite and >= 0, got ${weight} at 1`,
    });
  }
});

Deno.test("AliasTable throws RangeError if there is no weight", () => {
  for (const weights of [[], [0], [0, 0, -0]]) {
    assert.throws(() => new AliasTable(Float64Array.from(weights)), {
      name: "RangeError",
      message:
        "Cannot build an alias table: the weights must have a sum > 0, got 0",
    });
  }
});
