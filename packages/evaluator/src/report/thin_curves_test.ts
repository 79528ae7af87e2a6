import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { thinCurves } from "./thin_curves.ts";
import { precisionRecallCurve } from "../pairs/precision_recall_curve.ts";
import { rocCurve } from "../pairs/roc_curve.ts";

const random = createRandom(13);
const labels = Uint8Array.from({ length: 3000 }, (_, i) => i % 2);
const scores = Float32Array.from(labels, (label) => random.float() + label / 3);

Deno.test("thinCurves() keeps few points, all of them on the curves", () => {
  const { roc, precisionRecall } = thinCurves(scores, labels, 50);
  const full = rocCurve(scores, labels);
  const points = new Set(
    Array.from(
      full.threshold,
      (_, i) => `${full.falsePositiveRate[i]},${full.truePositiveRate[i]}`,
    ),
  );
  assert.ok(roc.falsePositiveRate.length <= 50);
  assert.ok(roc.falsePositiveRate.length > 40);
  for (const [i, x] of roc.falsePositiveRate.entries()) {
    assert.ok(points.has(`${x},${roc.truePositiveRate[i]}`));
  }
  assert.deepEqual(
    [roc.falsePositiveRate.at(0), roc.truePositiveRate.at(-1)],
    [0, 1],
  );
  assert.equal(
    precisionRecall.threshold.length,
    roc.falsePositiveRate.length - 1,
  );
});

Deno.test("thinCurves() keeps short curves whole", () => {
  const few = scores.subarray(0, 20);
  const { precisionRecall } = thinCurves(few, labels.subarray(0, 20), 500);
  const full = precisionRecallCurve(few, labels.subarray(0, 20));
  assert.deepEqual(precisionRecall.precision, [...full.precision]);
});
