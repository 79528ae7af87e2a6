import assert from "node:assert/strict";
import { referenceEngine } from "./reference_engine.ts";
import { testTrainEngine } from "./train_engine_spec.ts";

testTrainEngine("referenceEngine", () => referenceEngine);

Deno.test("referenceEngine is one thread of the CPU in plain TypeScript", () => {
  const { name, device, threads } = referenceEngine;
  assert.deepEqual([name, device, threads], ["reference", "cpu", 1]);
});
