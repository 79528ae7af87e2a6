import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, assertRefusals, forAllDraws } from "./_testing.ts";
import { calibrationError } from "./calibration_error.ts";

/** Oracle: the gap between two sums of each bin, all pairs for each. */
function errorByFilter(
  logits: Float32Array,
  labels: Uint8Array,
  bins: number,
): number {
  const p = Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
  let sum = 0;
  for (let b = 0; b < bins; b++) {
    let gap = 0;
    for (let i = 0; i < p.length; i++) {
      const isAbove = p[i]! > b / bins || (b === 0 && p[i] === 0);
      if (isAbove && p[i]! <= (b + 1) / bins) gap += labels[i]! - p[i]!;
    }
    sum += Math.abs(gap);
  }
  return sum / p.length;
}

Deno.test("calibrationError() matches the gaps of filtered bins", () => {
  forAllDraws(createRandom(5), ({ scores, labels }, kind) => {
    for (const bins of [1, 3, 10]) {
      const actual = calibrationError(scores, labels, { bins });
      assertClose(actual, errorByFilter(scores, labels, bins), kind);
    }
    assertClose(
      calibrationError(scores, labels),
      errorByFilter(scores, labels, 10),
      kind,
    );
  });
});

Deno.test("calibrationError() is 0 where scorers say what happens, 1 where the opposite", () => {
  const labels = Uint8Array.of(1, 0);
  assert.equal(calibrationError(Float32Array.of(0, 0), labels), 0);
  assert.equal(calibrationError(Float32Array.of(1000, -1000), labels), 0);
  assert.equal(calibrationError(Float32Array.of(-1000, 1000), labels), 1);
});

Deno.test("calibrationError() throws RangeError on pairs that have none", () => {
  assertRefusals(calibrationError, "draw the calibration curve", "logit");
});
