import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import type { TopK, topKReference } from "../reference/top_k.ts";

/** Oracle: sorts all candidates. */
function topKBySorting(scores: Float32Array, k: number): TopK {
  const indices = Array.from(scores.keys())
    .filter((i) => scores[i]! > -Infinity)
    .sort((a, b) =>
      scores[a]! > scores[b]! ? -1 : scores[a]! < scores[b]! ? 1 : a - b
    )
    .slice(0, k);
  return {
    indices: Uint32Array.from(indices),
    scores: Float32Array.from(indices, (i) => scores[i]!),
  };
}

/**
 * Registers the tests that every version of the top k must pass.
 *
 * @param name The version's name, such as `topKReference()`.
 * @param topK The version.
 */
export function topKSpec(name: string, topK: typeof topKReference): void {
  const allCounts = (scores: Float32Array): void => {
    for (let k = 0; k <= scores.length + 2; k++) {
      assert.deepEqual(topK(scores, k), topKBySorting(scores, k), `k ${k}`);
    }
  };

  Deno.test(`${name} matches sorting all, without ties`, () => {
    const random = createRandom(1);
    for (let n = 0; n < 40; n++) {
      allCounts(Float32Array.from({ length: n }, () => random.float() - 0.5));
    }
  });

  Deno.test(`${name} matches sorting all, with many ties`, () => {
    const random = createRandom(2);
    for (let n = 0; n < 40; n++) {
      allCounts(Float32Array.from({ length: n }, () => random.below(4) - 2));
    }
  });

  Deno.test(`${name} matches sorting all, ascending, descending and equal`, () => {
    for (const n of [1, 2, 3, 8, 31]) {
      allCounts(Float32Array.from({ length: n }, (_, i) => i));
      allCounts(Float32Array.from({ length: n }, (_, i) => -i));
      allCounts(new Float32Array(n));
    }
  });

  Deno.test(`${name} matches sorting all, among many`, () => {
    const random = createRandom(3);
    const scores = Float32Array.from(
      { length: 20_000 },
      () => Math.fround(random.below(3000) / 7),
    );
    for (const k of [1, 10, 100, 5000]) {
      assert.deepEqual(topK(scores, k), topKBySorting(scores, k));
    }
  });

  Deno.test(`${name} leaves out NaN and -Infinity, not Infinity`, () => {
    const some = Float32Array.of(NaN, 1, -Infinity, Infinity, NaN, -3e38, 1);
    allCounts(some);
    assert.deepEqual([...topK(some, 9).indices], [3, 1, 6, 5]);
    allCounts(new Float32Array(5).fill(-Infinity));
    assert.deepEqual(topK(new Float32Array(5).fill(NaN), 2), {
      indices: new Uint32Array(),
      scores: new Float32Array(),
    });
  });

  Deno.test(`${name} takes 0 and -0 for a tie`, () => {
    assert.deepEqual([...topK(Float32Array.of(-0, 0, -0), 3).indices], [
      0,
      1,
      2,
    ]);
  });

  Deno.test(`${name} returns nothing for k 0 or no scores`, () => {
    const nothing = { indices: new Uint32Array(), scores: new Float32Array() };
    assert.deepEqual(topK(Float32Array.of(1, 2), 0), nothing);
    assert.deepEqual(topK(new Float32Array(), 5), nothing);
  });

  Deno.test(`${name} does not change the scores, nor share memory`, () => {
    const scores = Float32Array.of(3, 1, 2);
    const best = topK(scores, 3);
    assert.deepEqual(scores, Float32Array.of(3, 1, 2));
    topK(Float32Array.of(7, 8, 9), 3);
    assert.deepEqual([...best.indices], [0, 2, 1]);
    assert.deepEqual([...best.scores], [3, 2, 1]);
  });

  Deno.test(`${name} throws RangeError if k is no whole number >= 0`, () => {
    for (const k of [-1, 0.5, NaN, Infinity]) {
      assert.throws(() => topK(Float32Array.of(1), k), {
        name: "RangeError",
        message:
          `Cannot take the top k: k must be a whole number >= 0, got ${k}`,
      });
    }
  });
}
