import assert from "node:assert/strict";
import { examine } from "./examine.ts";
import { machine } from "./_testing.ts";

Deno.test("examine() finds a machine without a GPU and TensorFlow well, and tells the commands", async () => {
  const findings = await examine(machine({}));
  assert.deepEqual(findings.map(({ name }) => name), [
    "runtime",
    "processor",
    "WebAssembly",
    "DuckDB",
    "ONNX Runtime",
    "command line",
    "GPU",
    "CUDA libraries",
    "TensorFlow",
    "--device auto",
  ]);
  assert.ok(findings.every(({ ok }) => ok));
  const found = Object.fromEntries(
    findings.map(({ name, found }) => [name, found]),
  );
  assert.match(found["GPU"]!, /^none; no NVIDIA driver\./);
  assert.match(found["TensorFlow"]!, /deno task setup:tensorflow does that/);
  assert.match(found["CUDA libraries"]!, /setup:tensorflow --cuda/);
  assert.match(
    found["--device auto"]!,
    /^the simd engine on the CPU, \d+ threads?: no NVIDIA driver$/,
  );
});
