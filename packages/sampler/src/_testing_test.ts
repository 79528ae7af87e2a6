import assert from "node:assert/strict";
import { assertProportional, chiSquaredTail } from "./_testing.ts";

Deno.test("chiSquaredTail() gives the published critical values their levels", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4, upper tail.
  const table: [degrees: number, level: number, x: number][] = [
    [1, 0.05, 3.841],
    [1, 0.001, 10.828],
    [2, 0.001, 13.816],
    [3, 0.01, 11.345],
    [10, 0.001, 29.588],
    [31, 0.001, 61.098],
    [100, 0.10, 118.498],
    [100, 0.001, 149.449],
  ];
  for (const [degrees, level, x] of table) {
    // The table has three decimals.
    assert.ok(chiSquaredTail(x - 0.0006, degrees) > level, `${degrees}`);
    assert.ok(chiSquaredTail(x + 0.0006, degrees) < level, `${degrees}`);
  }
});

Deno.test("chiSquaredTail() falls from 1 to 0", () => {
  for (const degrees of [1, 2, 7, 400]) {
    assert.equal(chiSquaredTail(0, degrees), 1);
    for (const x of [20 * degrees + 100, 1e5]) {
      assert.ok(Math.abs(chiSquaredTail(x, degrees)) < 1e-9);
    }
  }
});

Deno.test("assertProportional() refuses counts that are a little off", () => {
  assertProportional([500, 1000], [1, 2]);
  assert.throws(() => assertProportional([600, 900], [1, 2]), /chi-squared 30/);
  assert.throws(() => assertProportional([1, 99], [0, 1]), /weighs nothing/);
});
