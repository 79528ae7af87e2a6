import assert from "node:assert/strict";
import { restoreTensors } from "./restore_tensors.ts";

const tensor = (...values: number[]) => ({
  shape: [values.length],
  values: Float32Array.from(values),
});

Deno.test("restoreTensors() copies into the arrays that are there", () => {
  const state = { a: tensor(0, 0), b: tensor(0) };
  const { values } = state.a;
  const saved = { b: tensor(3), a: tensor(1, 2), more: tensor(4) };
  restoreTensors(state, saved);
  assert.equal(state.a.values, values);
  assert.deepEqual(state, { a: tensor(1, 2), b: tensor(3) });
});

Deno.test("restoreTensors() throws RangeError where a tensor is missing or has another length", () => {
  assert.throws(
    () => restoreTensors({ a: tensor(0) }, { b: tensor(1) }),
    new RangeError(
      'Cannot go on from a checkpoint: tensor "a" must have 1 numbers, got no such tensor',
    ),
  );
  assert.throws(
    () => restoreTensors({ a: tensor(0) }, { a: tensor(1, 2) }),
    new RangeError(
      'Cannot go on from a checkpoint: tensor "a" must have 1 numbers, got 2',
    ),
  );
});
