import { createRandom } from "@kindred/core";
import { sigmoid } from "@kindred/kernels";
import assert from "node:assert/strict";
import { assertRefusals, forAllDraws } from "./_testing.ts";
import { precisionCliff } from "./precision_cliff.ts";

/**
 * Oracle: recounts precision for every two thresholds. Of the distinct
 * probabilities, P(s) takes those from h up for s in (below h, h]. So the two
 * sides can be those of h and l if some t is in (below h, h] - width and in
 * (below l, l]; the highest is the lower of both ends.
 */
function cliffByRecounting(
  logits: Float32Array,
  labels: Uint8Array,
  width: number,
) {
  const p = Array.from(logits, sigmoid);
  const distinct = [...new Set(p)].sort((a, b) => b - a);
  const precision = distinct.map((least) => {
    const taken = labels.filter((_, i) => p[i]! >= least);
    return taken.filter((label) => label === 1).length / taken.length;
  });
  const cliff = { drop: 0, threshold: null as number | null };
  let highest = -Infinity;
  for (const [i, h] of distinct.entries()) {
    for (const [j, l] of distinct.entries()) {
      const belowH = distinct[i + 1] ?? -Infinity;
      const belowL = distinct[j + 1] ?? -Infinity;
      if (belowH - width >= l || belowL >= h - width) continue;
      const t = Math.min(h - width, l);
      const drop = precision[i]! - precision[j]!;
      if (drop > cliff.drop || (drop === cliff.drop && t > highest)) {
        if (drop > 0) [cliff.drop, cliff.threshold, highest] = [drop, l, t];
      }
    }
  }
  return cliff;
}

Deno.test("precisionCliff() matches recounting for every two thresholds", () => {
  forAllDraws(createRandom(7), ({ scores, labels }, kind) => {
    for (const width of [0.01, 0.05, 0.3, 1]) {
      assert.deepEqual(
        precisionCliff(scores, labels, { width }),
        cliffByRecounting(scores, labels, width),
        `${kind}, width ${width}`,
      );
    }
    assert.deepEqual(
      precisionCliff(scores, labels),
      cliffByRecounting(scores, labels, 0.05),
    );
  });
});

Deno.test("precisionCliff() is no smaller than any fall on a grid of thresholds", () => {
  const width = 0.05;
  forAllDraws(createRandom(8), ({ scores, labels }, kind) => {
    const { drop } = precisionCliff(scores, labels);
    const precisionFrom = (t: number): number => {
      const taken = labels.filter((_, i) => sigmoid(scores[i]!) >= t);
      return taken.filter((label) => label === 1).length / taken.length;
    };
    for (let t = 0; t < 1; t += 0.013) {
      const fall = precisionFrom(t + width) - precisionFrom(t);
      assert.ok(!(fall > drop), `${kind}: ${fall} at ${t}, got ${drop}`);
    }
  });
});

Deno.test("precisionCliff() finds the edge of a crowd of negatives", () => {
  // 100 positives from 0.9 down to 0.6, then 300 negatives about 0.5.
  const logits = Float32Array.from(
    { length: 400 },
    (_, i) => i < 100 ? 2.2 - 0.018 * i : 0.01 - 0.0001 * (i - 100),
  );
  const labels = Uint8Array.from(logits, (_, i) => i < 100 ? 1 : 0);
  const { drop, threshold } = precisionCliff(logits, labels);
  assert.equal(drop, 0.75);
  assert.equal(threshold, sigmoid(logits[399]!));
});

Deno.test("precisionCliff() moves both sides at once where pairs are a width apart", () => {
  // P is 1 down to 1, 1/2 down to 0.5 and 1/3 down to 0: never from 1 to 1/3.
  assert.deepEqual(
    precisionCliff(
      Float32Array.of(Infinity, 0, -Infinity),
      Uint8Array.of(1, 0, 0),
      { width: 0.5 },
    ),
    { drop: 0.5, threshold: 0.5 },
  );
});

Deno.test("precisionCliff() is 0 at no threshold where precision never falls", () => {
  for (
    const [logits, labels] of [
      [[1, 1, 1], [1, 0, 1]],
      [[3, 2, 1], [0, 0, 1]],
      [[900, 800], [1, 0]],
    ] as const
  ) {
    assert.deepEqual(
      precisionCliff(Float32Array.from(logits), Uint8Array.from(labels)),
      { drop: 0, threshold: null },
    );
  }
});

Deno.test("precisionCliff() throws RangeError on pairs that have none", () => {
  assertRefusals(precisionCliff, "find the cliff of precision");
});

Deno.test("precisionCliff() throws RangeError if the width is no probability", () => {
  for (const width of [0, 1.5]) {
    assert.throws(
      () =>
        precisionCliff(Float32Array.of(1, 2), Uint8Array.of(1, 0), { width }),
      new RangeError(
        `Cannot find the cliff of precision: width must be a number in (0, 1], got ${width}`,
      ),
    );
  }
});
