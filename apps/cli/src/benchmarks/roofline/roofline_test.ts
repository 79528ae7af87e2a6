import type { StepWork } from "@kindred/trainer";
import assert from "node:assert/strict";
import { type Roofline, roofline } from "./roofline.ts";

const LIMITS = {
  device: "a device",
  bytesPerSecond: 100,
  flopsPerSecond: 1000,
  secondsPerOperation: 0.5,
};

const NONE = {
  operations: 0,
  readBytes: 0,
  madeBytes: 0,
  changedBytes: 0,
  flops: 0,
};

/** Of ten pairs. */
const at = (work: StepWork, drawingSeconds: number): Roofline =>
  roofline({ work, pairs: 10, drawingSeconds }, LIMITS);

Deno.test("roofline() takes the slower of memory and arithmetic", () => {
  const work = { ...NONE, readBytes: 100, madeBytes: 50, changedBytes: 50 };
  const light = at({ ...work, flops: 1000 }, 0);
  assert.deepEqual(light, {
    seconds: { memory: 2, arithmetic: 1, launches: 0, drawing: 0 },
    bound: "memory",
    pairsPerSecond: 5,
  });
  const heavy = at({ ...work, flops: 4000 }, 0);
  assert.equal(heavy.bound, "arithmetic");
  assert.equal(heavy.pairsPerSecond, 2.5);
});

Deno.test("roofline() adds launches and drawing, which are one thread's", () => {
  const work = { ...NONE, operations: 4, readBytes: 250 };
  const launching = at(work, 0.1);
  assert.equal(launching.bound, "launches");
  assert.equal(launching.pairsPerSecond, 10 / 3);
  const drawing = at(work, 0.3);
  assert.equal(drawing.bound, "drawing");
  assert.equal(drawing.pairsPerSecond, 2);
  // Each of the two is less than the memory's 2.5 s, both are more.
  assert.equal(launching.seconds.launches, 2);
});
