import assert from "node:assert/strict";
import { checkGpus } from "./check_gpus.ts";
import { GPU } from "./_testing.ts";

Deno.test("checkGpus() tells a GPU's memory and driver, and that none is well", () => {
  const [gpu] = checkGpus({ gpus: [GPU] });
  assert.equal(
    gpu!.found,
    "NVIDIA H100; 80.0 GiB of memory, 79.0 free; driver 560.35",
  );
  assert.deepEqual(gpu!.details, GPU);
  const [none] = checkGpus({ gpus: "no NVIDIA driver" });
  assert.equal(none!.ok, true);
  assert.equal(none!.found, "none; no NVIDIA driver. Training takes the CPU");
});
