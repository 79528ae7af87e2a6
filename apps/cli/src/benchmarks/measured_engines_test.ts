import assert from "node:assert/strict";
import process from "node:process";
import { measuredEngines } from "./measured_engines.ts";

Deno.test("measuredEngines() has the SIMD engine with each number of threads, and no TensorFlow unasked", () => {
  const engines = measuredEngines({ threads: [1, 3] });
  assert.deepEqual(
    engines.map(({ engine, batchPairs, hasAls }) => [
      engine.name,
      engine.threads,
      batchPairs,
      hasAls,
    ]),
    [["simd", 1, null, true], ["simd", 3, null, true]],
  );
  assert.deepEqual(
    measuredEngines({ engines: ["reference"], threads: [1] }),
    [],
  );
});

Deno.test("measuredEngines() refuses TensorFlow where it is not set up", () => {
  const { env } = process;
  const before = env.KINDRED_TENSORFLOW_HOME;
  env.KINDRED_TENSORFLOW_HOME = "/nowhere";
  try {
    assert.throws(
      () => measuredEngines({ engines: ["simd", "tensorflow"], threads: [1] }),
      { name: "EngineUnavailableError", message: /setup:tensorflow/ },
    );
  } finally {
    if (before === undefined) delete env.KINDRED_TENSORFLOW_HOME;
    else env.KINDRED_TENSORFLOW_HOME = before;
  }
});
