import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { rocAuc } from "./roc_auc.ts";

/** Oracle: counts every positive-negative pair, O(positives * negatives). */
function rocAucByCounting(scores: Float32Array, labels: Uint8Array): number {
  let wins = 0;
  let total = 0;
  for (let p = 0; p < scores.length; p++) {
    for (let q = 0; q < scores.length; q++) {
      if (labels[p] !== 1 || labels[q] !== 0) continue;
      total++;
      if (scores[p]! > scores[q]!) wins += 1;
      if (scores[p]! === scores[q]!) wins += 0.5;
    }
  }
  return wins / total;
}

for (
  const [kind, draw] of [
    ["random", (random: () => number) => random() - 0.5],
    ["tied", (random: () => number) => Math.floor(random() * 5) - 2],
    ["constant", () => 3],
    [
      "infinite",
      (random: () => number) => [-Infinity, 0, Infinity][random() * 3 | 0]!,
    ],
    ["signed zero", (random: () => number) => random() < 0.5 ? 0 : -0],
  ] as const
) {
  Deno.test(`rocAuc() matches the counting oracle on ${kind} scores`, () => {
    const random = createRandom(1);
    for (let n = 2; n < 70; n++) {
      const scores = Float32Array.from(
        { length: n },
        () => draw(() => random.float()),
      );
      const labels = Uint8Array.from({ length: n }, () => random.below(2));
      labels.set([1, 0]);
      const actual = rocAuc(scores, labels);
      const expected = rocAucByCounting(scores, labels);
      // Both are quotients of the same exact counts.
      assert.equal(actual, expected, `n=${n}`);
    }
  });
}

Deno.test("rocAuc() is 1 when every positive outscores every negative", () => {
  assert.equal(rocAuc(Float32Array.of(3, 2, 1), Uint8Array.of(1, 1, 0)), 1);
});

Deno.test("rocAuc() leaves its input alone", () => {
  const scores = Float32Array.of(3, 1, 2);
  rocAuc(scores, Uint8Array.of(1, 0, 1));
  assert.deepEqual([...scores], [3, 1, 2]);
});

Deno.test("rocAuc() throws RangeError if a class is missing", () => {
  assert.throws(
    () => rocAuc(Float32Array.of(0.1), Uint8Array.of(1)),
    new RangeError(
      "Cannot compute ROC-AUC: both classes are needed, got 1 positives and 0 negatives",
    ),
  );
  assert.throws(
    () => rocAuc(Float32Array.of(0.1, 2), Uint8Array.of(0, 0)),
    new RangeError(
      "Cannot compute ROC-AUC: both classes are needed, got 0 positives and 2 negatives",
    ),
  );
  assert.throws(
    () => rocAuc(new Float32Array(0), new Uint8Array(0)),
    new RangeError(
      "Cannot compute ROC-AUC: both classes are needed, got 0 positives and 0 negatives",
    ),
  );
});

Deno.test("rocAuc() throws RangeError if lengths differ", () => {
  assert.throws(() => rocAuc(new Float32Array(3), new Uint8Array(2)), {
    name: "RangeError",
    message: "Cannot compute ROC-AUC: labels must have length 3, got 2",
  });
});

Deno.test("rocAuc() throws RangeError if a score is NaN", () => {
  assert.throws(() => rocAuc(Float32Array.of(1, NaN), Uint8Array.of(1, 0)), {
    name: "RangeError",
    message: "Cannot compute ROC-AUC: score 1 must be a number, got NaN",
  });
});

Deno.test("rocAuc() throws RangeError if a label is neither 0 nor 1", () => {
  assert.throws(() => rocAuc(Float32Array.of(1, 2), Uint8Array.of(1, 2)), {
    name: "RangeError",
    message: "Cannot compute ROC-AUC: label 1 must be 0 or 1, got 2",
  });
});
