import assert from "node:assert/strict";
import { checkEngine } from "./check_engine.ts";
import { GPU, machine } from "./_testing.ts";

Deno.test("checkEngine() asks a process of its own where there is a GPU", async () => {
  assert.deepEqual(await checkEngine(machine({ gpus: [GPU] })), {
    found: "the tensorflow engine on the GPU: TensorFlow 2.21.0 on NVIDIA H100",
    details: {
      engine: "tensorflow",
      device: "cuda",
      threads: 1,
      reason: "TensorFlow 2.21.0 on NVIDIA H100",
    },
  });
});
