/** Shared by the tests of the pair metrics; no part of what is exported. @module */
import type { Random } from "@kindred/core";
import assert from "node:assert/strict";

/** Scored pairs of both classes. */
export interface DrawnPairs {
  scores: Float32Array;
  labels: Uint8Array;
}

/** Ways to draw a score, by what is special about it. */
export const DRAWS: Readonly<Record<string, (random: Random) => number>> = {
  random: (random) => random.float() * 8 - 4,
  tied: (random) => random.below(5) - 2,
  crowded: (random) => random.float() / 4,
  constant: () => 3,
  zero: (random) => random.below(2) === 0 ? 0 : -0,
  far: (random) => (random.below(9) - 4) * 50,
};

/** Returns `n` pairs of both classes, the better half scoring a little more. */
export function drawPairs(
  random: Random,
  n: number,
  draw: (random: Random) => number,
): DrawnPairs {
  const scores = Float32Array.from({ length: n }, () => draw(random));
  const labels = Uint8Array.from(
    scores,
    (score) => score + random.float() * 6 > 3 ? 1 : 0,
  );
  labels[0] = 1;
  labels[n - 1] = 0;
  return { scores, labels };
}

/** Runs `use` on pairs of every kind and of many lengths. */
export function forAllDraws(
  random: Random,
  use: (pairs: DrawnPairs, kind: string) => void,
): void {
  for (const [kind, draw] of Object.entries(DRAWS)) {
    for (let n = 2; n < 60; n++) {
      use(drawPairs(random, n, draw), `${kind}, n=${n}`);
    }
  }
}

/** Checks a sum of floats: a few roundings of double precision. */
export function assertClose(
  actual: number,
  expected: number,
  label: string,
): void {
  const allowed = 1e-12 * (1 + Math.abs(expected));
  assert.ok(
    Math.abs(actual - expected) <= allowed,
    `${label}: must be ${expected} within ${allowed}, got ${actual}`,
  );
}

/** Checks what every pair metric refuses, and in which words. */
export function assertRefusals(
  compute: (scores: Float32Array, labels: Uint8Array) => unknown,
  action: string,
  unit = "score",
): void {
  const refuses = (scores: number[], labels: number[], words: string) =>
    assert.throws(
      () => compute(Float32Array.from(scores), Uint8Array.from(labels)),
      new RangeError(`Cannot ${action}: ${words}`),
    );
  refuses([1, 2], [1], "labels must have length 2, got 1");
  refuses([1, NaN], [1, 0], `${unit} 1 must be a number, got NaN`);
  refuses([1, 2, 3], [1, 0, 2], "label 2 must be 0 or 1, got 2");
  const both = "both classes are needed, got";
  refuses([], [], `${both} 0 positives and 0 negatives`);
  refuses([1, 2], [1, 1], `${both} 2 positives and 0 negatives`);
  refuses([1, 2], [0, 0], `${both} 0 positives and 2 negatives`);
}
