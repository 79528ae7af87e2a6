import type { EmbeddingTable } from "@kindred/core";
import assert from "node:assert/strict";
import { fillInitialVectors } from "./initial_vectors.ts";

const tableOf = (itemCount: number, dimensions: number): EmbeddingTable => ({
  values: new Float32Array(itemCount * dimensions),
  itemCount,
  dimensions,
});

Deno.test("fillInitialVectors() draws evenly, for vectors of the length asked for", () => {
  for (const [dimensions, length] of [[4, 0.06], [100, 1.1]] as const) {
    const table = tableOf(10_000 / dimensions, dimensions);
    fillInitialVectors([table], length, 1);
    const reach = length * Math.sqrt(3 / dimensions);
    const counts = new Uint32Array(10);
    let squares = 0;
    for (const value of table.values) {
      const at = (value / reach + 1) / 2;
      assert.ok(at >= 0 && at <= 1);
      counts[Math.min(9, Math.floor(10 * at))]!++;
      squares += value ** 2;
    }
    for (const count of counts) {
      // Binomial: a tenth of 10,000, standard deviation 30.
      assert.ok(Math.abs(count - 1000) < 5 * 30, `${counts}`);
    }
    const meanSquare = squares / table.itemCount;
    assert.ok(Math.abs(Math.sqrt(meanSquare) / length - 1) < 0.03);
  }
});

Deno.test("fillInitialVectors() gives the same for a seed, and other numbers for another", () => {
  const fill = (seed: number): Float32Array => {
    const table = tableOf(5, 4);
    fillInitialVectors([table], 1, seed);
    return table.values;
  };
  assert.deepEqual(fill(3), fill(3));
  assert.notDeepEqual(fill(3), fill(4));
});

Deno.test("fillInitialVectors() fills a second table with other numbers", () => {
  const [first, second, alone] = [tableOf(5, 4), tableOf(5, 4), tableOf(5, 4)];
  fillInitialVectors([first, second], 1, 1);
  fillInitialVectors([alone], 1, 1);
  assert.deepEqual(first.values, alone.values);
  for (const [i, value] of second.values.entries()) {
    assert.notEqual(value, first.values[i]);
  }
});

Deno.test("fillInitialVectors() throws RangeError for a seed that is none", () => {
  assert.throws(() => fillInitialVectors([tableOf(1, 4)], 1, -1), {
    name: "RangeError",
    message: /the seed must be a whole number in \[0, 2\^53\), got -1$/,
  });
});
