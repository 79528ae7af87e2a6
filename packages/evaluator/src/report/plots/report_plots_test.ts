import assert from "node:assert/strict";
import { worldSource } from "../_testing.ts";
import { calibrationPlot } from "./calibration_plot.ts";
import { histogramPlot } from "./histogram_plot.ts";
import { learningPlot } from "./learning_plot.ts";
import { rocPlot } from "./roc_plot.ts";
import { slicesPlot } from "./slices_plot.ts";
import { thresholdPlot } from "./threshold_plot.ts";
import type { Plot } from "./plot.ts";

const one = (await worldSource(["run"])).runs;
const two = (await worldSource(["first", "second"])).runs;

interface Panel {
  layer: { data?: { values: Record<string, number | string>[] } }[];
}

/** The panels of a plot, from above to below. */
function panelsOf(plot: Plot | null): Panel[] {
  const spec = plot!.spec as unknown as Panel & { vconcat?: Panel[] };
  return spec.vconcat ?? [spec];
}

/** The rows of a panel's last layer. */
function rowsOf(panel: Panel): Record<string, number | string>[] {
  return panel.layer.at(-1)!.data!.values;
}

function linesOf(panel: Panel): string[] {
  return [...new Set(rowsOf(panel).map(({ line }) => String(line)))];
}

Deno.test("rocPlot() draws a run beside the baselines, runs beside the best ones", () => {
  const { rocAuc, baselines } = one[0]!.report;
  assert.deepEqual(linesOf(panelsOf(rocPlot(one))[0]!), [
    `model: ${rocAuc.toFixed(3)}`,
    `Adamic-Adar: ${baselines.adamicAdar.rocAuc.toFixed(3)}`,
    `common neighbours: ${baselines.commonNeighbours.rocAuc.toFixed(3)}`,
    `cosine of co-occurrence: ${baselines.cosine.rocAuc.toFixed(3)}`,
    `degree product: ${baselines.degree.rocAuc.toFixed(3)}`,
  ]);
  const [first, second, ...others] = linesOf(panelsOf(rocPlot(two))[0]!);
  assert.match(first!, /^first: /);
  assert.match(second!, /^second: /);
  assert.ok(others.length === 1 || others.length === 2, others.join());
});

Deno.test("learningPlot() stacks what the runs recorded, against pairs or epochs", () => {
  const panels = panelsOf(learningPlot(two));
  assert.deepEqual(panels.map(linesOf), [
    ["first", "second"],
    ["first", "second"],
    // The second one's learner has no learning rate.
    ["first"],
  ]);
  assert.deepEqual(rowsOf(panels[0]!).map(({ pairs }) => pairs), [
    100,
    200,
    300,
    100,
    200,
    300,
  ]);
  const learning = [{ ...one[0]!.learning[0]!, pairs: null, rocAuc: null }];
  const uncounted = panelsOf(learningPlot([{ ...one[0]!, learning }]));
  assert.deepEqual(uncounted.map((panel) => rowsOf(panel)[0]!.epoch), [1, 1]);
  assert.equal(learningPlot([{ ...one[0]!, learning: [] }]), null);
});

Deno.test("thresholdPlot() takes probabilities, and marks the cliff broad", () => {
  const { cliffThreshold } = one[0]!.report;
  const [precision, recall] = panelsOf(thresholdPlot(one));
  for (const panel of [precision!, recall!]) {
    for (const { threshold } of rowsOf(panel)) {
      assert.ok(Number(threshold) >= 0 && Number(threshold) <= 1);
    }
  }
  const marked = precision!.layer[0]!.data!.values;
  const thresholds = marked.map(({ threshold }) => Number(threshold));
  assert.ok(Math.abs(Math.min(...thresholds) - cliffThreshold!) < 0.01);
  assert.ok(Math.max(...thresholds) <= cliffThreshold! + 0.1);
});

Deno.test("histogramPlot() draws as many pairs as there are", () => {
  const rows = rowsOf(panelsOf(histogramPlot(one))[0]!);
  const { positives } = one[0]!.report.curves.model.histogram;
  const drawn = rows.filter(({ line }) => line === "held-out pairs")
    .map(({ pairs }) => pairs);
  // The last edge repeats the last step, to end it.
  assert.deepEqual(drawn, [...positives, positives.at(-1)]);
});

Deno.test("calibrationPlot() is left out where no run gives probabilities", () => {
  const [run] = one;
  assert.match(
    linesOf(panelsOf(calibrationPlot(one))[0]!)[0]!,
    /^model: off by 0\.\d{3}$/,
  );
  const { curves } = run!.report;
  const report = {
    ...run!.report,
    curves: { ...curves, model: { ...curves.model, calibration: null } },
  };
  assert.equal(calibrationPlot([{ ...run!, report }]), null);
});

Deno.test("slicesPlot() has a point for each slice that has the metric", () => {
  const spec = slicesPlot(one, "rocAuc")!.spec as unknown as {
    data: { values: { slice: string; line: string; low: number }[] };
  };
  const { slices, intervals } = one[0]!.report;
  const rows = spec.data.values.filter(({ line }) => line === "model");
  const known = Object.values(slices).filter(({ metrics }) =>
    typeof metrics.rocAuc === "number"
  );
  assert.equal(rows.length, 1 + known.length);
  assert.equal(rows[0]!.slice, "all");
  assert.ok(Math.abs(rows[0]!.low - intervals.rocAuc![0]) < 1e-4);
  assert.equal(slicesPlot(one, "nothing"), null);
});
