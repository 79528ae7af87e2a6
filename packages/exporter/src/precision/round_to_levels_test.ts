import assert from "node:assert/strict";
import { roundToLevels } from "./round_to_levels.ts";

Deno.test("roundToLevels() makes the largest number the last level, of either sign", () => {
  const out = new Int8Array(4);
  const values = Float32Array.of(9, 0.5, -2, 1, 0, 9);
  const step = roundToLevels(values, 1, 5, 4, out);
  assert.equal(step, 0.5);
  assert.deepEqual([...out], [1, -4, 2, 0]);
});

Deno.test("roundToLevels() is at most half a step off", () => {
  const values = Float32Array.from({ length: 100 }, (_, i) => Math.sin(i));
  const out = new Int8Array(100);
  const step = roundToLevels(values, 0, 100, 127, out);
  for (const [i, level] of out.entries()) {
    assert.ok(Math.abs(level * step - values[i]!) <= step * 0.5001);
  }
});

Deno.test("roundToLevels() gives a step of 0 where all is 0, or nearly", () => {
  const out = new Int8Array(2).fill(7);
  assert.equal(roundToLevels(Float32Array.of(0, -0), 0, 2, 127, out), 0);
  assert.deepEqual([...out], [0, 0]);
  assert.equal(roundToLevels(Float32Array.of(1e-45, 0), 0, 2, 127, out), 0);
  assert.deepEqual([...out], [0, 0]);
});

Deno.test("roundToLevels() never goes beyond the levels, however few bits the step has", () => {
  const out = new Int8Array(1);
  for (let i = 1; i < 400; i++) {
    const tiny = Float32Array.of(i * 2 ** -149);
    roundToLevels(tiny, 0, 1, 127, out);
    assert.ok(out[0]! >= 0 && out[0]! <= 127);
  }
});
