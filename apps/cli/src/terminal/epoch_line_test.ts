import assert from "node:assert/strict";
import { epochLine } from "./epoch_line.ts";

const report = (epoch: number) => ({
  epoch,
  pairs: 1000,
  learningRate: 0.1,
  hits: null,
  validationRocAuc: null,
  meanLoss: 0.25,
  seconds: 0.5,
});

Deno.test("epochLine() says loss, ROC-AUC where there is one, and speed", () => {
  assert.equal(
    epochLine(report(2), 5),
    "epoch 2/5: loss 0.2500, 2,000 pairs/s",
  );
  assert.equal(
    epochLine({ ...report(2), validationRocAuc: 0.98765 }, 5),
    "epoch 2/5: loss 0.2500, ROC-AUC 0.9877, 2,000 pairs/s",
  );
});

Deno.test("epochLine() leaves most epochs of a long training out, never the ends", () => {
  for (const epochs of [1, 9, 10, 11, 30, 999]) {
    const told = Array.from({ length: epochs }, (_, e) => e + 1)
      .filter((epoch) => epochLine(report(epoch), epochs) !== null);
    assert.equal(told[0], 1);
    assert.equal(told.at(-1), epochs);
    assert.ok(told.length <= 12, `${told.length} of ${epochs}`);
  }
});
