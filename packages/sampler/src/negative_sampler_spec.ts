// What every way to draw training negatives must do.
import { createRandom, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { assertProportional } from "./_testing.ts";
import type { NegativeSampler } from "./negative_sampler.ts";

/** Makes a new sampler of the kind that is tested. */
export type CreateSampler = (
  pairs: RowPairs,
  itemCount: number,
  options: { power: number },
) => NegativeSampler;

/** Pairs in which row i of `degrees` occurs that often, with the last row. */
function starOf(degrees: readonly number[]): RowPairs {
  const left = degrees.flatMap((degree, row) => Array(degree).fill(row));
  return {
    left: Uint32Array.from(left),
    right: new Uint32Array(left.length).fill(degrees.length),
  };
}

/** Items from 1 to 400 pairs, some of none, and the hub of all. */
const DEGREES = Array.from(
  { length: 60 },
  (_, row) => row % 7 === 3 ? 0 : Math.ceil(400 / (row + 1) ** 1.2),
);
const PAIRS = starOf(DEGREES);
const ALL_DEGREES = [...DEGREES, PAIRS.left.length];
const ITEM_COUNT = ALL_DEGREES.length + 1;

/** Registers the tests of a sampler. */
export function testNegativeSampler(name: string, create: CreateSampler): void {
  for (const power of [0, 0.25, 0.75, 1, 2]) {
    Deno.test(`${name} draws in proportion to frequency^${power}`, () => {
      const drawn = new Uint32Array(400_000);
      create(PAIRS, ITEM_COUNT, { power }).fill(drawn, createRandom(1));
      const weights = [
        ...ALL_DEGREES.map((degree) => degree && degree ** power),
        0,
      ];
      // By the square some items are due less than once: they are one class.
      const total = weights.reduce((a, b) => a + b);
      const isRare = (weight: number) => weight * drawn.length < 20 * total;
      const classes = new Float64Array(ITEM_COUNT + 1);
      const counts = new Uint32Array(ITEM_COUNT + 1);
      const classOf = (row: number) =>
        weights[row]! > 0 && isRare(weights[row]!) ? ITEM_COUNT : row;
      for (const [row, weight] of weights.entries()) {
        classes[classOf(row)]! += weight;
      }
      for (const row of drawn) counts[classOf(row)]!++;
      assertProportional(counts, [...classes]);
    });
  }

  Deno.test(`${name} draws an item regardless of the one before`, () => {
    const degrees = [5, 3, 2];
    const drawn = new Uint32Array(60_000);
    create(starOf(degrees), 4, { power: 1 }).fill(drawn, createRandom(2));
    const shares = [5, 3, 2, 10];
    const counts = new Uint32Array(16);
    for (let d = 0; d < drawn.length; d += 2) {
      counts[drawn[d]! * 4 + drawn[d + 1]!]!++;
    }
    assertProportional(counts, shares.flatMap((a) => shares.map((b) => a * b)));
  });

  Deno.test(`${name} fills with what it draws`, () => {
    const filled = new Uint32Array(5000);
    const random = createRandom(3);
    const filling = create(PAIRS, ITEM_COUNT, { power: 0.75 });
    for (let start = 0, step = 0; start < filled.length; start += step++) {
      filling.fill(filled.subarray(start, start + step), random);
    }
    const reference = createRandom(3);
    const drawing = create(PAIRS, ITEM_COUNT, { power: 0.75 });
    for (const [d, row] of filled.entries()) {
      assert.equal(drawing.draw(reference), row, `draw ${d}`);
    }
    assert.equal(random.uint32(), reference.uint32());
  });

  Deno.test(`${name} draws the same for the same random numbers only`, () => {
    const drawn = [4, 4, 5].map((seed) => {
      const rows = new Uint32Array(100);
      create(PAIRS, ITEM_COUNT, { power: 1 }).fill(rows, createRandom(seed));
      return rows;
    });
    assert.deepEqual(drawn[0], drawn[1]);
    assert.notDeepEqual(drawn[0], drawn[2]);
  });

  Deno.test(`${name} throws RangeError if there is no pair`, () => {
    const none = { left: new Uint32Array(), right: new Uint32Array() };
    assert.throws(() => create(none, 3, { power: 1 }), {
      name: "RangeError",
      message: /the weights must have a sum > 0, got 0$/,
    });
  });
}
