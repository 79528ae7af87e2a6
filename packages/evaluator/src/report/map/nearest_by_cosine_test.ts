import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { nearestByCosine } from "./nearest_by_cosine.ts";

const pause = () => Promise.resolve();

Deno.test("nearestByCosine() finds what sorting all others finds", async () => {
  const [n, dimensions, k] = [60, 3, 7];
  const random = createRandom(1);
  const units = new Float32Array(n * dimensions);
  for (let row = 0; row < n; row++) {
    // Every fifth row is a copy of the one before, so that there are ties.
    const vector = row % 5 === 4
      ? units.slice((row - 1) * dimensions, row * dimensions)
      : Array.from({ length: dimensions }, () => random.float() - 0.5);
    const length = Math.hypot(...vector);
    units.set(
      Array.from(vector, (value) => value / length),
      row * dimensions,
    );
  }
  const { rows, distances } = await nearestByCosine(
    units,
    dimensions,
    k,
    pause,
  );
  for (let row = 0; row < n; row++) {
    const all = Array.from({ length: n }, (_, other) => {
      let cosine = 0;
      for (let d = 0; d < dimensions; d++) {
        cosine += units[row * dimensions + d]! * units[other * dimensions + d]!;
      }
      return { other, distance: Math.fround(Math.max(0, 1 - cosine)) };
    }).filter(({ other }) => other !== row)
      .toSorted((a, b) => a.distance - b.distance || a.other - b.other)
      .slice(0, k);
    const at = (
      array: Uint32Array | Float32Array,
    ) => [...array.slice(row * k, (row + 1) * k)];
    assert.deepEqual(at(rows), all.map(({ other }) => other));
    assert.deepEqual(at(distances), all.map(({ distance }) => distance));
  }
});

Deno.test("nearestByCosine() finds all others where there are fewer than k", async () => {
  const units = Float32Array.of(1, 0, 0, 1, -1, 0);
  const { rows, k } = await nearestByCosine(units, 2, 15, pause);
  assert.equal(k, 2);
  assert.deepEqual([...rows], [1, 2, 0, 2, 1, 0]);
});
