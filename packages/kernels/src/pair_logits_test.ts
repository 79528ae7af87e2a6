import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, randomModel } from "./_testing.ts";
import { pairLogits } from "./pair_logits.ts";

Deno.test("pairLogits() crosses halves where the model does", () => {
  const model = { ...randomModel(createRandom(1), 5, 6), crossed: true };
  const { embeddings: { values }, itemBias, globalBias } = model;
  const [logit] = pairLogits(model, Uint32Array.of(3), Uint32Array.of(1));
  let expected = itemBias[3]! + itemBias[1]! + globalBias;
  for (let c = 0; c < 3; c++) {
    expected += values[3 * 6 + c]! * values[1 * 6 + 3 + c]! +
      values[3 * 6 + 3 + c]! * values[1 * 6 + c]!;
  }
  assertClose(logit!, expected, { absolute: 1e-6, relative: 1e-6 });
});

Deno.test("pairLogits() is the same both ways round", () => {
  for (const crossed of [false, true]) {
    const model = { ...randomModel(createRandom(2), 5, 8), crossed };
    const rows = [Uint32Array.of(0, 1, 2), Uint32Array.of(4, 3, 2)] as const;
    const there = pairLogits(model, rows[0], rows[1]);
    const back = pairLogits(model, rows[1], rows[0]);
    for (const [p, logit] of there.entries()) {
      assertClose(back[p]!, logit, { absolute: 1e-6, relative: 1e-6 });
    }
  }
});

Deno.test("pairLogits() throws RangeError if a row does not exist", () => {
  const model = randomModel(createRandom(3), 5, 4);
  assert.throws(
    () => pairLogits(model, Uint32Array.of(5), Uint32Array.of(0)),
    /^RangeError: Cannot score pairs: rows must be below 5, got 5 in pair 0$/,
  );
});
