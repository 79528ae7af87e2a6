import assert from "node:assert/strict";
import {
  alsSolveRowsReference,
  gramReference,
  neighboursOf,
} from "@kindred/kernels";
import { randomSplit } from "../_testing.ts";
import { referenceEngine } from "../engines/reference_engine.ts";
import { fillInitialVectors } from "../initial_vectors.ts";
import { resolveTrainOptions } from "../train_options.ts";
import { AlternatingLeastSquares } from "./als.ts";
import type { Learner } from "./learner.ts";

/** Three chunks of rows, the last of them smaller. */
const ITEMS = 1100;
const PIECES = 6;
const { train: PAIRS } = randomSplit(ITEMS, 4000);

for (const weightUse of ["none", "loss"] as const) {
  Deno.test(`AlternatingLeastSquares solves one table given the other, then the other, weights used for "${weightUse}"`, async () => {
    const options = resolveTrainOptions({
      recipe: "als",
      dimensions: 4,
      weightUse,
      unobservedWeight: 0.05,
      regularization: 0.05,
    });
    const learner: Learner = new AlternatingLeastSquares(
      PAIRS,
      ITEMS,
      options,
      referenceEngine.open(),
    );
    const { left, right } = PAIRS;
    const neighbours = neighboursOf(
      weightUse === "none" ? { left, right } : PAIRS,
      ITEMS,
    );
    const tables = [1, 2].map(() => ({
      values: new Float32Array(ITEMS * 4),
      itemCount: ITEMS,
      dimensions: 4,
    }));
    fillInitialVectors(tables, options.initialLength, options.seed);
    const rows = { from: 0, to: ITEMS };
    for (let epoch = 1; epoch <= 3; epoch++) {
      assert.equal(await learner.begin(epoch), PIECES);
      assert.equal(await learner.run(epoch, 0, PIECES), PIECES);
      let loss = 0;
      for (const [solved, fixed] of [tables, tables.toReversed()]) {
        const gram = new Float32Array(16);
        gramReference(fixed!, rows, gram);
        const problem = { solved: solved!, fixed: fixed!, gram, neighbours };
        loss += alsSolveRowsReference(problem, rows, {
          unobservedWeight: 0.05,
          regularization: 0.05,
          steps: options.solverSteps,
        });
      }
      const report = learner.report(epoch, 0, PIECES);
      assert.ok(Math.abs(report.loss / loss - 1) < 1e-5);
      assert.equal(report.pairs, 4000);
      // What an empty model would be off by: each pair, both ways, in both halves.
      const total = neighbours.weight.reduce((sum, w) => sum + w, 0);
      assert.ok(Math.abs(report.lossCount / (2 * total) - 1) < 1e-12);
      const { anchors, targets } = learner.parameters();
      for (const [t, { values }] of [anchors!, targets!].entries()) {
        for (const [i, value] of tables[t]!.values.entries()) {
          // The sum over all rows is made of parts here, each rounded.
          assert.ok(Math.abs(values[i]! - value) < 1e-5, `number ${i}`);
        }
      }
    }
  });
}

Deno.test("AlternatingLeastSquares reports parts that add up to the epoch", async () => {
  const options = resolveTrainOptions({ recipe: "als", dimensions: 4 });
  const learner: Learner = new AlternatingLeastSquares(
    PAIRS,
    ITEMS,
    options,
    referenceEngine.open(),
  );
  await learner.begin(1);
  await learner.run(1, 0, PIECES);
  const whole = learner.report(1, 0, PIECES);
  let [pairs, loss, lossCount] = [0, 0, 0];
  for (let piece = 0; piece < PIECES; piece++) {
    const part = learner.report(1, piece, piece + 1);
    pairs += part.pairs;
    loss += part.loss;
    lossCount += part.lossCount;
    // A row's loss is at most what its pairs weigh.
    assert.ok(part.loss > 0 && part.loss < part.lossCount);
  }
  assert.ok(Math.abs(pairs - whole.pairs) < PIECES);
  assert.ok(Math.abs(loss / whole.loss - 1) < 1e-12);
  assert.ok(Math.abs(lossCount / whole.lossCount - 1) < 1e-12);
});

Deno.test("AlternatingLeastSquares gets on though it is stopped over and over", async () => {
  const options = resolveTrainOptions({ recipe: "als", dimensions: 4 });
  const learner: Learner = new AlternatingLeastSquares(
    PAIRS,
    ITEMS,
    options,
    referenceEngine.open(),
  );
  await learner.begin(1);
  let runs = 0;
  for (let done = 0; done < PIECES; runs++) {
    // At once: while the sum over the fixed table is made.
    const run = learner.run(1, done, PIECES);
    learner.stop();
    const before = done;
    done = await run;
    assert.ok(done > before, `${done} pieces after ${before}`);
  }
  assert.ok(runs > 1);
});
