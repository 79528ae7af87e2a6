import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertRefusals, forAllDraws } from "./_testing.ts";
import { bestF1Threshold } from "./best_f1_threshold.ts";

/** Oracle: recounts at every distinct score and keeps the first of the best. */
function bestF1ByRecounting(scores: Float32Array, labels: Uint8Array) {
  const thresholds = [...new Set(scores)].sort((a, b) => b - a);
  const all = thresholds.map((threshold) => {
    const count = (label: number, isTaken: boolean) =>
      labels.filter((l, i) =>
        l === label && scores[i]! >= threshold === isTaken
      )
        .length;
    const [hits, misses, false_] = [
      count(1, true),
      count(1, false),
      count(0, true),
    ];
    return {
      threshold,
      f1: 2 * hits / (2 * hits + false_ + misses),
      precision: hits / (hits + false_),
      recall: hits / (hits + misses),
    };
  });
  const best = Math.max(...all.map(({ f1 }) => f1));
  return all.find(({ f1 }) => f1 === best);
}

Deno.test("bestF1Threshold() matches recounting at every threshold", () => {
  forAllDraws(createRandom(1), ({ scores, labels }, kind) => {
    const best = bestF1Threshold(scores, labels);
    // The quotients of the same whole numbers; 0 and -0 are one threshold.
    assert.deepEqual(
      { ...best, threshold: best.threshold + 0 },
      bestF1ByRecounting(scores, labels),
      kind,
    );
  });
});

Deno.test("bestF1Threshold() takes the highest of equally good thresholds", () => {
  // F1 is 2/3 for the first pair alone and for all four.
  const best = bestF1Threshold(
    Float32Array.of(4, 3, 2, 1),
    Uint8Array.of(1, 0, 0, 1),
  );
  assert.deepEqual(best, {
    threshold: 4,
    f1: 2 / 3,
    precision: 1,
    recall: 0.5,
  });
});

Deno.test("bestF1Threshold() of constant scores takes every pair", () => {
  const best = bestF1Threshold(new Float32Array(4), Uint8Array.of(1, 0, 0, 0));
  assert.deepEqual(best, { threshold: 0, f1: 0.4, precision: 0.25, recall: 1 });
});

Deno.test("bestF1Threshold() throws RangeError on pairs that have none", () => {
  assertRefusals(bestF1Threshold, "find the best F1");
});
