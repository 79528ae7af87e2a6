import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertRefusals, forAllDraws } from "./_testing.ts";
import { precisionAtRecall } from "./precision_at_recall.ts";

/** Oracle: recounts at every distinct score, highest first. */
function precisionByRecounting(
  scores: Float32Array,
  labels: Uint8Array,
  least: number,
) {
  const positives = labels.filter((label) => label === 1).length;
  for (const threshold of [...new Set(scores)].sort((a, b) => b - a)) {
    const taken = labels.filter((_, i) => scores[i]! >= threshold);
    const hits = taken.filter((label) => label === 1).length;
    const recall = hits / positives;
    if (recall >= least) {
      return { threshold, precision: hits / taken.length, recall };
    }
  }
  return null;
}

Deno.test("precisionAtRecall() matches recounting at every threshold", () => {
  forAllDraws(createRandom(2), ({ scores, labels }, kind) => {
    for (const recall of [1e-9, 0.5, 0.9, 1]) {
      const actual = precisionAtRecall(scores, labels, recall);
      assert.deepEqual(
        { ...actual, threshold: actual.threshold + 0 },
        precisionByRecounting(scores, labels, recall),
        `${kind}, recall ${recall}`,
      );
    }
  });
});

Deno.test("precisionAtRecall() is content with 9 of 10 positives", () => {
  const labels = Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1);
  const scores = Float32Array.from(labels, (_, i) => -i);
  const at = precisionAtRecall(scores, labels);
  assert.deepEqual(at, { threshold: -8, precision: 1, recall: 0.9 });
});

Deno.test("precisionAtRecall() throws RangeError on pairs that have none", () => {
  assertRefusals(precisionAtRecall, "find the precision at a recall");
});

Deno.test("precisionAtRecall() throws RangeError if no threshold has that recall", () => {
  for (const recall of [0, 1.1, NaN]) {
    assert.throws(
      () =>
        precisionAtRecall(Float32Array.of(1, 2), Uint8Array.of(1, 0), recall),
      new RangeError(
        `Cannot find the precision at a recall: recall must be a number in (0, 1], got ${recall}`,
      ),
    );
  }
});
