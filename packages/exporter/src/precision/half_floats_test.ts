import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import {
  firstBeyondHalves,
  fromHalf,
  LARGEST_HALF,
  toHalves,
} from "./half_floats.ts";

/** The half that one number becomes. */
function halfOf(value: number): number {
  const out = new Uint16Array(1);
  toHalves(Float32Array.of(value), out);
  return out[0]!;
}

Deno.test("toHalves() gives back each number that half precision has", () => {
  for (let half = 0; half < 65_536; half++) {
    const value = fromHalf(half);
    if (!Number.isNaN(value)) assert.equal(halfOf(value), half);
  }
  assert.equal(fromHalf(0x3c00), 1);
  assert.equal(fromHalf(0xc000), -2);
  assert.equal(fromHalf(0x7bff), LARGEST_HALF);
  assert.equal(fromHalf(1), 2 ** -24);
});

Deno.test("toHalves() takes the middle between two to the even one, and what is beside it to the nearer", () => {
  for (let half = 0; half < 0x7bff; half++) {
    const middle = (fromHalf(half) + fromHalf(half + 1)) / 2;
    const even = half % 2 === 0 ? half : half + 1;
    assert.equal(halfOf(middle), even, `${half}`);
    assert.equal(halfOf(-middle), 0x8000 | even, `${half}`);
    const near = middle * 2 ** -20;
    assert.equal(halfOf(middle - near), half);
    assert.equal(halfOf(middle + near), half + 1);
  }
});

Deno.test("toHalves() takes any number to the nearest, from a view too", () => {
  const random = createRandom(1);
  const values = Float32Array.from(
    { length: 20_001 },
    () => (random.float() - 0.5) * 2 ** (30 * random.float() - 15),
  );
  const halves = new Uint16Array(20_000);
  toHalves(values.subarray(1), halves);
  for (const [i, half] of halves.entries()) {
    const value = values[i + 1]!;
    const off = Math.abs(fromHalf(half) - value);
    for (const other of [half - 1, half + 1]) {
      const there = fromHalf(other & 0xffff);
      assert.ok(!(Math.abs(there - value) < off), `${value}`);
    }
  }
});

Deno.test("toHalves() makes what is too large infinite; firstBeyondHalves() finds it", () => {
  assert.equal(halfOf(65_519), 0x7bff);
  assert.equal(halfOf(65_520), 0x7c00);
  assert.equal(halfOf(-3e38), 0xfc00);
  assert.equal(firstBeyondHalves(Float32Array.of(1, -65_504)), -1);
  assert.equal(firstBeyondHalves(Float32Array.of(1, -65_505)), 1);
});
