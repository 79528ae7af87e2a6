import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, randomValues } from "../_testing.ts";
import type { ArrayAllocator } from "../array_allocator.ts";
import type { squaredNormsReference } from "../reference/squared_norms.ts";

/** A version of the squared norms, and where its arrays must lie. */
export interface SquaredNormsVersion {
  arrays: ArrayAllocator;
  squaredNorms: typeof squaredNormsReference;
}

/** Registers the tests that every version of the squared norms must pass. */
export function squaredNormsSpec(
  name: string,
  { arrays, squaredNorms }: SquaredNormsVersion,
): void {
  function tableOf(values: Float32Array, dimensions: number) {
    const own = arrays.float32(values.length);
    own.set(values);
    return { values: own, itemCount: values.length / dimensions, dimensions };
  }

  Deno.test(`${name} matches Σ v² written out, at every width`, () => {
    const random = createRandom(1);
    for (let dimensions = 1; dimensions < 40; dimensions++) {
      const values = randomValues(random, 5 * dimensions);
      const table = tableOf(values, dimensions);
      const out = arrays.float32(5).fill(NaN);
      squaredNorms(table, out);
      for (const [i, norm] of out.entries()) {
        let expected = 0;
        for (let c = 0; c < dimensions; c++) {
          expected += values[i * dimensions + c]! ** 2;
        }
        // All summands are positive: one ulp a summand.
        assertClose(norm, expected, {
          absolute: 0,
          relative: (dimensions + 1) * 2 ** -24,
        });
      }
      assert.deepEqual([...table.values], [...values]);
    }
  });

  Deno.test(`${name} shows NaN only where a NaN comes in`, () => {
    const table = tableOf(new Float32Array(15).fill(1), 5);
    table.values[9] = NaN;
    const out = arrays.float32(3);
    squaredNorms(table, out);
    assert.deepEqual([...out], [5, NaN, 5]);
  });

  Deno.test(`${name} throws RangeError if out has another length`, () => {
    const table = tableOf(new Float32Array(12), 4);
    assert.throws(() => squaredNorms(table, arrays.float32(4)), {
      name: "RangeError",
      message: "Cannot take squared norms: out must have length 3, got 4",
    });
  });
}
