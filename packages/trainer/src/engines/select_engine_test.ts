import { EngineUnavailableError } from "@kindred/core";
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import {
  DEVICE_CHOICES,
  type DeviceChoice,
  selectEngine,
} from "./select_engine.ts";

Deno.test("selectEngine() takes the CPU's engine for auto, and says why not a better one", () => {
  const { engine, reason } = selectEngine("auto");
  assert.deepEqual([engine.name, engine.device], ["simd", "cpu"]);
  assert.equal(engine.threads, availableParallelism());
  assert.equal(reason, "this release has CPU engines only");
});

Deno.test("selectEngine() takes the CPU's engine where it is asked for, as it is asked for", () => {
  const { engine, reason } = selectEngine("cpu", { threads: 3 });
  assert.deepEqual([engine.name, engine.threads], ["simd", 3]);
  assert.equal(reason, "as asked");
});

Deno.test("selectEngine() throws EngineUnavailableError for cuda, and takes no other", () => {
  assert.throws(() => selectEngine("cuda"), (error) => {
    assert.ok(error instanceof EngineUnavailableError);
    assert.equal(error.requested, "cuda");
    assert.equal(
      error.message,
      "Cannot train on cuda: a TensorFlow engine that sees a GPU must be there, got none: this release has CPU engines only",
    );
    return true;
  });
});

Deno.test("selectEngine() throws RangeError for what is no device", () => {
  assert.deepEqual(DEVICE_CHOICES, ["auto", "cpu", "cuda"]);
  for (const device of ["gpu", "CPU", ""]) {
    assert.throws(
      () => selectEngine(device as DeviceChoice),
      new RangeError(
        `Cannot select an engine: the device must be one of "auto", "cpu", "cuda", got "${device}"`,
      ),
    );
  }
});
