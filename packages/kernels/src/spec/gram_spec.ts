import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, randomValues } from "../_testing.ts";
import type { ArrayAllocator } from "../array_allocator.ts";
import type { gramReference } from "../reference/gram.ts";

/** A version of the Gram matrix, and where its arrays must lie. */
export interface GramVersion {
  arrays: ArrayAllocator;
  gram: typeof gramReference;
}

/** Registers the tests that every version of the Gram matrix must pass. */
export function gramSpec(name: string, { arrays, gram }: GramVersion): void {
  function tableOf(values: Float32Array, dimensions: number) {
    const own = arrays.float32(values.length);
    own.set(values);
    return { values: own, itemCount: values.length / dimensions, dimensions };
  }

  Deno.test(`${name} matches VᵀV written out, at many sizes`, () => {
    const random = createRandom(1);
    for (const dimensions of [4, 8, 12, 16, 20, 68]) {
      for (const itemCount of [1, 3, 16, 17, 700]) {
        const table = tableOf(
          randomValues(random, itemCount * dimensions),
          dimensions,
        );
        const out = arrays.float32(dimensions ** 2).fill(NaN);
        const from = itemCount >> 2;
        const to = itemCount - (itemCount >> 3);
        gram(table, { from, to }, out);
        for (let c = 0; c < dimensions; c++) {
          for (let k = 0; k < dimensions; k++) {
            let expected = 0;
            let magnitude = 0;
            for (let i = from; i < to; i++) {
              const product = table.values[i * dimensions + c]! *
                table.values[i * dimensions + k]!;
              expected += product;
              magnitude += Math.abs(product);
            }
            // Six digits of what is summed.
            assertClose(out[c * dimensions + k]!, expected, {
              absolute: 1e-6 * magnitude,
              relative: 0,
            }, `${itemCount} by ${dimensions}`);
          }
        }
      }
    }
  });

  Deno.test(`${name} keeps six digits over many rows`, () => {
    const itemCount = 60_000;
    const table = tableOf(randomValues(createRandom(2), itemCount * 4), 4);
    const out = arrays.float32(16);
    gram(table, { from: 0, to: itemCount }, out);
    for (let c = 0; c < 4; c++) {
      let expected = 0;
      for (let i = c; i < itemCount * 4; i += 4) {
        expected += table.values[i]! ** 2;
      }
      // One sum of as many in single precision would be off by far more.
      assertClose(out[c * 4 + c]!, expected, { absolute: 0, relative: 1e-6 });
    }
  });

  Deno.test(`${name} is exact for whole numbers, and symmetric`, () => {
    const table = tableOf(
      Float32Array.from({ length: 60 }, (_, i) => i % 7),
      12,
    );
    const out = arrays.float32(144);
    gram(table, { from: 1, to: 4 }, out);
    for (let c = 0; c < 12; c++) {
      for (let k = 0; k < 12; k++) {
        const products = [1, 2, 3].map((i) =>
          ((i * 12 + c) % 7) * ((i * 12 + k) % 7)
        );
        assert.equal(
          out[c * 12 + k],
          products[0]! + products[1]! + products[2]!,
        );
      }
    }
  });

  Deno.test(`${name} of no rows is 0, and the table is not changed`, () => {
    const values = randomValues(createRandom(3), 24);
    const table = tableOf(values, 8);
    const out = arrays.float32(64).fill(NaN);
    gram(table, { from: 2, to: 2 }, out);
    assert.deepEqual([...out], new Array(64).fill(0));
    gram(table, { from: 0, to: 3 }, out);
    assert.deepEqual([...table.values], [...values]);
  });

  Deno.test(`${name} shows NaN in the row and the column of where it is`, () => {
    const table = tableOf(randomValues(createRandom(4), 24), 8);
    table.values[8 + 5] = NaN;
    const out = arrays.float32(64);
    gram(table, { from: 0, to: 3 }, out);
    for (const [at, value] of out.entries()) {
      assert.equal(Number.isNaN(value), at % 8 === 5 || at >> 3 === 5);
    }
  });

  Deno.test(`${name} throws RangeError for what does not fit`, () => {
    const table = tableOf(new Float32Array(12), 4);
    assert.throws(() => gram(table, { from: 0, to: 3 }, arrays.float32(12)), {
      name: "RangeError",
      message: "Cannot multiply columns: out must have length 16, got 12",
    });
    assert.throws(() => gram(table, { from: 0, to: 4 }, arrays.float32(16)), {
      name: "RangeError",
      message:
        "Cannot multiply columns: rows must be a range within [0, 3], got [0, 4)",
    });
  });
}
