import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { rocAuc } from "@kindred/kernels";
import { rocCurve } from "./roc_curve.ts";

Deno.test("rocCurve() matches recounting at every threshold", () => {
  const random = createRandom(3);
  for (let n = 2; n < 50; n++) {
    const scores = Float32Array.from({ length: n }, () => random.below(9) - 4);
    const labels = Uint8Array.from({ length: n }, () => random.below(2));
    labels.set([1, 0]);
    const { threshold, falsePositiveRate, truePositiveRate } = rocCurve(
      scores,
      labels,
    );
    const distinct = [...new Set(scores)].sort((a, b) => b - a);
    assert.deepEqual([...threshold], [Infinity, ...distinct]);
    const rate = (label: number, least: number): number => {
      const ofClass = scores.filter((_, i) => labels[i] === label);
      return ofClass.filter((score) => score >= least).length / ofClass.length;
    };
    for (const [i, least] of threshold.entries()) {
      assert.equal(falsePositiveRate[i], rate(0, least));
      assert.equal(truePositiveRate[i], rate(1, least));
    }
  }
});

Deno.test("rocCurve() encloses the area that rocAuc() returns", () => {
  const random = createRandom(4);
  const scores = Float32Array.from({ length: 500 }, () => random.below(99));
  const labels = Uint8Array.from(scores, (s) => random.below(99) < s ? 1 : 0);
  const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(
    scores,
    labels,
  );
  let area = 0;
  for (let i = 1; i < x.length; i++) {
    area += (x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!) / 2;
  }
  assert.ok(Math.abs(area - rocAuc(scores, labels)) < 1e-12);
});

Deno.test("rocCurve() of constant scores is the line of chance", () => {
  const curve = rocCurve(Float32Array.of(1, 1), Uint8Array.of(1, 0));
  assert.deepEqual([...curve.falsePositiveRate], [0, 1]);
  assert.deepEqual([...curve.truePositiveRate], [0, 1]);
});

Deno.test("rocCurve() throws RangeError naming its action", () => {
  assert.throws(
    () => rocCurve(new Float32Array(0), new Uint8Array(0)),
    new RangeError(
      "Cannot draw the ROC curve: both classes are needed, got 0 positives and 0 negatives",
    ),
  );
});
