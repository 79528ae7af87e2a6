import assert from "node:assert/strict";
import { resultOf } from "../_testing.ts";
import { cliffEffect } from "./cliff_effect.ts";

Deno.test("cliffEffect() names the steepest and the flattest run", () => {
  const { shows, verdict, rows } = cliffEffect([
    resultOf("baseline-binary", { cliff: 0.41, cliffThreshold: 0.497 }),
    resultOf("baseline-binary-bias", { cliff: 0.03, cliffThreshold: 0.2 }),
    resultOf("als", { cliff: null, cliffThreshold: null }),
  ]);
  assert.equal(shows, true);
  assert.deepEqual(rows, [
    { name: "baseline-binary", drop: 0.41, threshold: 0.497 },
    { name: "baseline-binary-bias", drop: 0.03, threshold: 0.2 },
  ]);
  assert.equal(
    verdict,
    "There is a cliff: precision falls by 0.410 at most as the threshold falls by 0.05, down to 0.50 (baseline-binary); least with baseline-binary-bias, by 0.030.",
  );
});

Deno.test("cliffEffect() says plainly where there is none", () => {
  const { shows, verdict } = cliffEffect([
    resultOf("baseline-binary", { cliff: 0, cliffThreshold: null }),
  ]);
  assert.equal(shows, false);
  assert.equal(
    verdict,
    "There is no cliff here: precision falls by 0.000 at most as the threshold falls by 0.05 (baseline-binary).",
  );
});

Deno.test("cliffEffect() cannot tell without probabilities", () => {
  const { shows, rows } = cliffEffect([
    resultOf("als", { cliff: null, cliffThreshold: null }),
  ]);
  assert.equal(shows, null);
  assert.deepEqual(rows, []);
});
