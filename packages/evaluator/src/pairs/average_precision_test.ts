import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { averagePrecision } from "./average_precision.ts";

/** Oracle: recounts recall and precision at every distinct score. */
function averagePrecisionByRecounting(
  scores: Float32Array,
  labels: Uint8Array,
): number {
  const all = [...scores].map((score, i) => ({ score, label: labels[i]! }));
  const positives = all.filter(({ label }) => label === 1).length;
  const thresholds = [...new Set(scores)].sort((a, b) => b - a);
  let sum = 0;
  let recallBefore = 0;
  for (const threshold of thresholds) {
    const above = all.filter(({ score }) => score >= threshold);
    const hits = above.filter(({ label }) => label === 1).length;
    sum += (hits / positives - recallBefore) * (hits / above.length);
    recallBefore = hits / positives;
  }
  return sum;
}

for (const levels of [1, 2, 5, 1000]) {
  Deno.test(`averagePrecision() matches recounting, ${levels} levels`, () => {
    const random = createRandom(2);
    for (let n = 2; n < 60; n++) {
      const scores = Float32Array.from(
        { length: n },
        () => random.below(levels),
      );
      const labels = Uint8Array.from({ length: n }, () => random.below(2));
      labels.set([1, 0]);
      const actual = averagePrecision(scores, labels);
      const expected = averagePrecisionByRecounting(scores, labels);
      assert.ok(Math.abs(actual - expected) < 1e-12, `n=${n}`);
    }
  });
}

Deno.test("averagePrecision() of constant scores is the share of positives", () => {
  const scores = new Float32Array(4).fill(7);
  assert.equal(averagePrecision(scores, Uint8Array.of(0, 0, 1, 0)), 0.25);
});

Deno.test("averagePrecision() throws RangeError naming its action", () => {
  assert.throws(
    () => averagePrecision(new Float32Array(1), new Uint8Array(1)),
    new RangeError(
      "Cannot compute average precision: both classes are needed, got 0 positives and 1 negatives",
    ),
  );
  assert.throws(
    () => averagePrecision(Float32Array.of(NaN, 1), Uint8Array.of(1, 0)),
    new RangeError(
      "Cannot compute average precision: score 0 must be a number, got NaN",
    ),
  );
});
