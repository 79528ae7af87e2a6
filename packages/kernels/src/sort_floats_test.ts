import assert from "node:assert/strict";
import { sortFloats } from "./sort_floats.ts";
import { numbersToSort } from "./sort_floats_fixture.ts";

/** The bits of numbers: -0 and 0 differ. */
function bitsOf(array: Float32Array): Uint32Array {
  return new Uint32Array(array.slice().buffer);
}

Deno.test("sortFloats() matches the native sort, to the sign of 0", () => {
  for (const [name, numbers] of numbersToSort()) {
    const expected = numbers.slice().sort();
    assert.deepEqual(bitsOf(sortFloats(numbers)), bitsOf(expected), name);
  }
});

Deno.test("sortFloats() sorts in place, a part of a buffer too, shared or not", () => {
  for (const Buffer of [ArrayBuffer, SharedArrayBuffer]) {
    const whole = new Float32Array(new Buffer(4 * 1002));
    for (const i of whole.keys()) whole[i] = (i * 7919) % 1002;
    const expected = whole.slice();
    expected.subarray(1, 1001).sort();
    const part = whole.subarray(1, 1001);
    assert.equal(sortFloats(part), part);
    assert.deepEqual([...whole], [...expected]);
  }
});
