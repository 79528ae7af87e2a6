import assert from "node:assert/strict";
import { checkPairs } from "./pairs.ts";

const LEFT = Uint32Array.of(0, 1);
const RIGHT = Uint32Array.of(2, 3);

Deno.test("checkPairs() passes pairs of existing rows", () => {
  checkPairs("train", { left: LEFT, right: RIGHT }, 4);
  checkPairs(
    "train",
    { left: LEFT, right: RIGHT, weight: Float32Array.of(1, 1) },
    4,
  );
});

Deno.test("checkPairs() passes no pairs of no items", () => {
  checkPairs("train", { left: new Uint32Array(), right: new Uint32Array() }, 0);
});

Deno.test("checkPairs() throws RangeError if lengths differ", () => {
  assert.throws(
    () => checkPairs("train", { left: LEFT, right: Uint32Array.of(2) }, 4),
    {
      name: "RangeError",
      message:
        "Cannot train: the arrays of the pairs must be equally long, got 2, 1",
    },
  );
  assert.throws(
    () =>
      checkPairs(
        "train",
        { left: LEFT, right: RIGHT, weight: new Float32Array(3) },
        4,
      ),
    {
      name: "RangeError",
      message:
        "Cannot train: the arrays of the pairs must be equally long, got 2, 2 and 3",
    },
  );
});

Deno.test("checkPairs() throws RangeError if a row does not exist", () => {
  const refused = { name: "RangeError" };
  assert.throws(() => checkPairs("train", { left: LEFT, right: RIGHT }, 3), {
    ...refused,
    message: "Cannot train: rows must be below 3, got 3 in pair 1",
  });
  assert.throws(() => checkPairs("train", { left: RIGHT, right: LEFT }, 2), {
    ...refused,
    message: "Cannot train: rows must be below 2, got 2 in pair 0",
  });
});
