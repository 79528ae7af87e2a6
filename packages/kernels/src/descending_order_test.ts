import assert from "node:assert/strict";
import { descendingOrder } from "./descending_order.ts";
import { numbersToSort } from "./sort_floats_fixture.ts";

Deno.test("descendingOrder() matches positions sorted by a comparator", () => {
  for (const [name, scores] of numbersToSort()) {
    const expected = Uint32Array.from(scores.keys()).sort((a, b) =>
      scores[a] === scores[b] ? a - b : scores[a]! < scores[b]! ? 1 : -1
    );
    assert.deepEqual(descendingOrder(scores), expected, name);
  }
});

Deno.test("descendingOrder() leaves the scores alone, and takes part of a buffer", () => {
  const whole = Float32Array.from({ length: 602 }, (_, i) => (i * 97) % 601);
  const before = whole.slice();
  const order = descendingOrder(whole.subarray(1, 601));
  assert.deepEqual(whole, before);
  for (let place = 1; place < 600; place++) {
    assert.ok(whole[1 + order[place - 1]!]! > whole[1 + order[place]!]!);
  }
});
