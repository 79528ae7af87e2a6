import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, assertRefusals, drawPairs, DRAWS } from "./_testing.ts";
import { logLoss } from "./log_loss.ts";

/** Oracle: the definition, good while 1 - p has digits. */
function logLossByDefinition(logits: Float32Array, labels: Uint8Array): number {
  const losses = [...logits].map((logit, i) => {
    const odds = Math.exp(logit);
    const p = odds / (odds + 1);
    return labels[i] === 1 ? -Math.log(p) : -Math.log(1 - p);
  });
  return losses.reduce((sum, loss) => sum + loss) / losses.length;
}

for (const kind of ["random", "tied", "crowded", "constant", "zero"]) {
  Deno.test(`logLoss() matches its definition on ${kind} logits`, () => {
    const random = createRandom(3);
    for (let n = 2; n < 60; n++) {
      const { scores, labels } = drawPairs(random, n, DRAWS[kind]!);
      const expected = logLossByDefinition(scores, labels);
      assertClose(logLoss(scores, labels), expected, `n=${n}`);
    }
  });
}

Deno.test("logLoss() is exact where the probability rounds to 0 or 1", () => {
  const labels = Uint8Array.of(1, 0);
  const loss = (...logits: number[]) =>
    logLoss(Float32Array.from(logits), labels);
  assert.equal(loss(-1000, 3000), 2000);
  assert.equal(loss(1000, -1000), 0);
  assert.equal(loss(2 ** 127, 2 ** 127), 2 ** 126);
  // ln(1 + e^-50) is e^-50, which is lost beside the 1 of a probability.
  assertClose(loss(50, -50) / Math.exp(-50), 1, "e^-50");
  assert.equal(loss(Infinity, -Infinity), 0);
  assert.equal(loss(Infinity, Infinity), Infinity);
});

Deno.test("logLoss() throws RangeError on pairs that have none", () => {
  assertRefusals(logLoss, "compute the log loss", "logit");
});
