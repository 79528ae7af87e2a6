import assert from "node:assert/strict";
import { explainDeviceError } from "./explain_device_error.ts";

Deno.test("explainDeviceError() says what takes less memory, and keeps the cause", () => {
  const cause = new Error(
    "OOM when allocating tensor with shape[8192,16,128] and type float on GPU:0\nHint: add report_tensor_allocations",
  );
  const error = explainDeviceError(cause) as Error;
  assert.equal(error.name, "OutOfRoomError");
  assert.equal(
    error.message,
    "Cannot train: the work must fit into the memory limit, got OOM when allocating tensor with shape[8192,16,128] and type float on GPU:0; fewer dimensions or a smaller --batch-pairs take less",
  );
  assert.equal(error.cause, cause);
});

Deno.test("explainDeviceError() leaves other errors as they are", () => {
  const error = new Error("indices[0] = 9 is not in [0, 5)");
  assert.equal(explainDeviceError(error), error);
  assert.equal(explainDeviceError("none"), "none");
});
