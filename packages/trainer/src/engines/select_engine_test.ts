import { EngineUnavailableError } from "@kindred/core";
import assert from "node:assert/strict";
import { referenceEngine } from "./reference_engine.ts";
import {
  DEVICE_CHOICES,
  type DeviceChoice,
  selectEngine,
} from "./select_engine.ts";

Deno.test("selectEngine() takes the CPU engine for auto, and says why not a better one", () => {
  assert.deepEqual(selectEngine("auto"), {
    engine: referenceEngine,
    reason: "this release has the CPU engine only",
  });
});

Deno.test("selectEngine() takes the CPU engine where it is asked for", () => {
  assert.deepEqual(selectEngine("cpu"), {
    engine: referenceEngine,
    reason: "as asked",
  });
});

Deno.test("selectEngine() throws EngineUnavailableError for cuda, and takes no other", () => {
  assert.throws(() => selectEngine("cuda"), (error) => {
    assert.ok(error instanceof EngineUnavailableError);
    assert.equal(error.requested, "cuda");
    assert.equal(
      error.message,
      "Cannot train on cuda: a TensorFlow engine that sees a GPU must be there, got none: this release has the CPU engine only",
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
