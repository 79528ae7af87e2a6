import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, randomValues } from "../_testing.ts";
import type { dotReference } from "../reference/dot.ts";

/**
 * Registers the tests that every version of the dot product must pass.
 *
 * @param name The version's name, such as `dotReference()`.
 * @param dot The version.
 */
export function dotSpec(name: string, dot: typeof dotReference): void {
  Deno.test(`${name} matches the sum written out, at every length`, () => {
    const random = createRandom(1);
    const lengths = Array.from({ length: 70 }, (_, i) => i);
    for (const length of [...lengths, 128, 300, 1023]) {
      for (const [aStart, bStart] of [[0, 0], [1, 3], [5, 2]] as const) {
        // What lies before and behind must not be read: it is NaN.
        const a = new Float32Array(aStart + length + 7).fill(NaN);
        const b = new Float32Array(bStart + length + 7).fill(NaN);
        a.set(randomValues(random, length), aStart);
        b.set(randomValues(random, length), bStart);

        let expected = 0;
        let magnitude = 0;
        for (let i = 0; i < length; i++) {
          expected += a[aStart + i]! * b[bStart + i]!;
          magnitude += Math.abs(a[aStart + i]! * b[bStart + i]!);
        }
        // Each of `length` roundings in single precision is off by at most half
        // an ulp of a partial sum, which is no larger than the magnitude.
        assertClose(dot(a, aStart, b, bStart, length), expected, {
          absolute: length * 2 ** -24 * magnitude,
          relative: 2 ** -24,
        }, `length ${length}`);
      }
    }
  });

  Deno.test(`${name} is exact for whole numbers`, () => {
    const a = Float32Array.from({ length: 37 }, (_, i) => i - 18);
    const ones = new Float32Array(37).fill(1);
    assert.equal(dot(a, 0, ones, 0, 37), 0);
    // Σ i² for i from -18 to 18.
    assert.equal(dot(a, 0, a, 0, 37), 2 * 18 * 19 * 37 / 6);
  });

  Deno.test(`${name} takes two vectors of one table, and one with itself`, () => {
    const table = Float32Array.of(1, 2, 3, 4, 5, 6);
    assert.equal(dot(table, 0, table, 3, 3), 4 + 10 + 18);
    assert.equal(dot(table, 3, table, 3, 3), 16 + 25 + 36);
    assert.equal(dot(table, 0, table, 1, 5), 2 + 6 + 12 + 20 + 30);
    assert.deepEqual([...table], [1, 2, 3, 4, 5, 6]);
  });

  Deno.test(`${name} of no numbers is 0`, () => {
    const none = new Float32Array();
    assert.equal(dot(none, 0, none, 0, 0), 0);
    assert.equal(dot(Float32Array.of(NaN), 1, Float32Array.of(5), 0, 0), 0);
  });

  Deno.test(`${name} shows a number that is not finite, wherever it is`, () => {
    for (const length of [1, 4, 7, 33]) {
      const ones = new Float32Array(length).fill(1);
      for (let at = 0; at < length; at++) {
        for (const value of [NaN, Infinity, -Infinity]) {
          const spoilt = ones.with(at, value);
          assert.equal(dot(spoilt, 0, ones, 0, length), value);
          assert.equal(dot(ones, 0, spoilt, 0, length), value);
        }
      }
    }
  });
}
