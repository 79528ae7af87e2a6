import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, assertRefusals, forAllDraws } from "./_testing.ts";
import { calibrationCurve } from "./calibration_curve.ts";

/** Oracle: goes through all pairs for each bin. */
function calibrationByFilter(
  logits: Float32Array,
  labels: Uint8Array,
  bins: number,
) {
  const all = [...logits].map((logit, i) => ({
    p: 1 / (1 + Math.exp(-logit)),
    label: labels[i]!,
  }));
  const mean = (of: number[]) => of.reduce((a, b) => a + b) / of.length;
  return Array.from(
    { length: bins },
    (_, b) =>
      all.filter(({ p }) =>
        (p > b / bins || (b === 0 && p === 0)) && p <= (b + 1) / bins
      ),
  ).filter((bin) => bin.length > 0).map((bin) => ({
    predicted: mean(bin.map(({ p }) => p)),
    observed: mean(bin.map(({ label }) => label)),
    pairs: bin.length,
  }));
}

for (const bins of [1, 3, 10]) {
  Deno.test(`calibrationCurve() matches filtering, ${bins} bins`, () => {
    forAllDraws(createRandom(4), ({ scores, labels }, kind) => {
      const curve = calibrationCurve(scores, labels, { bins });
      const expected = calibrationByFilter(scores, labels, bins);
      assert.deepEqual([...curve.pairs], expected.map(({ pairs }) => pairs));
      for (const [b, { predicted, observed }] of expected.entries()) {
        assertClose(curve.predicted[b]!, predicted, `${kind}, bin ${b}`);
        assertClose(curve.observed[b]!, observed, `${kind}, bin ${b}`);
      }
    });
  });
}

Deno.test("calibrationCurve() has 10 bins unless told otherwise", () => {
  const logits = Float32Array.from({ length: 400 }, (_, i) => i / 20 - 10);
  const labels = Uint8Array.from(logits, (logit) => logit > 0 ? 1 : 0);
  assert.equal(calibrationCurve(logits, labels).pairs.length, 10);
});

Deno.test("calibrationCurve() takes probabilities of 0, of 1 and on an edge", () => {
  const { predicted, pairs } = calibrationCurve(
    Float32Array.of(-Infinity, 0, Infinity),
    Uint8Array.of(0, 1, 1),
    { bins: 2 },
  );
  assert.deepEqual([...predicted], [0.25, 1]);
  assert.deepEqual([...pairs], [2, 1]);
});

Deno.test("calibrationCurve() throws RangeError on pairs that have none", () => {
  assertRefusals(calibrationCurve, "draw the calibration curve", "logit");
});

Deno.test("calibrationCurve() throws RangeError if there is no such number of bins", () => {
  const draw = (bins: number) =>
    calibrationCurve(Float32Array.of(1, 2), Uint8Array.of(1, 0), { bins });
  assert.throws(
    () => draw(0),
    new RangeError(
      "Cannot draw the calibration curve: bins must be a whole number in [1, 1048576], got 0",
    ),
  );
  assert.throws(() => draw(2.5), RangeError);
});
