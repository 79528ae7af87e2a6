import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { averagePrecision } from "./average_precision.ts";
import { precisionRecallCurve } from "./precision_recall_curve.ts";

Deno.test("precisionRecallCurve() matches recounting at every threshold", () => {
  const random = createRandom(5);
  for (let n = 2; n < 50; n++) {
    const scores = Float32Array.from({ length: n }, () => random.below(9) - 4);
    const labels = Uint8Array.from({ length: n }, () => random.below(2));
    labels.set([1, 0]);
    const { threshold, precision, recall } = precisionRecallCurve(
      scores,
      labels,
    );
    const distinct = [...new Set(scores)].sort((a, b) => b - a);
    assert.deepEqual([...threshold], distinct);
    const positives = labels.filter((label) => label === 1).length;
    for (const [i, least] of threshold.entries()) {
      const above = labels.filter((_, p) => scores[p]! >= least);
      const hits = above.filter((label) => label === 1).length;
      assert.equal(precision[i], hits / above.length);
      assert.equal(recall[i], hits / positives);
    }
  }
});

Deno.test("precisionRecallCurve() sums to averagePrecision()", () => {
  const random = createRandom(6);
  const scores = Float32Array.from({ length: 300 }, () => random.below(50));
  const labels = Uint8Array.from(scores, () => random.below(2));
  const { precision, recall } = precisionRecallCurve(scores, labels);
  let sum = 0;
  for (let i = 0; i < recall.length; i++) {
    sum += (recall[i]! - (recall[i - 1] ?? 0)) * precision[i]!;
  }
  assert.ok(Math.abs(sum - averagePrecision(scores, labels)) < 1e-12);
});

Deno.test("precisionRecallCurve() of constant scores is one point", () => {
  const curve = precisionRecallCurve(
    Float32Array.of(2, 2, 2, 2),
    Uint8Array.of(1, 0, 0, 0),
  );
  assert.deepEqual([...curve.precision], [0.25]);
  assert.deepEqual([...curve.recall], [1]);
});

Deno.test("precisionRecallCurve() throws RangeError naming its action", () => {
  assert.throws(
    () => precisionRecallCurve(Float32Array.of(1, NaN), Uint8Array.of(0, 1)),
    new RangeError(
      "Cannot draw the precision-recall curve: score 1 must be a number, got NaN",
    ),
  );
});
