import assert from "node:assert/strict";
import { parseNvidiaGpus } from "./nvidia_gpus.ts";

Deno.test("parseNvidiaGpus() reads a line a GPU, memory in bytes", () => {
  const text = "0, NVIDIA H100 80GB HBM3, 550.54.15, 81559, 4\n" +
    "1, NVIDIA H100 80GB HBM3, 550.54.15, 81559, 1024\n";
  const [first, second] = parseNvidiaGpus(text);
  assert.deepEqual(first, {
    index: 0,
    name: "NVIDIA H100 80GB HBM3",
    driver: "550.54.15",
    memoryBytes: 81_559 * 1_048_576,
    usedBytes: 4 * 1_048_576,
  });
  assert.equal(second!.index, 1);
  assert.equal(second!.usedBytes, 2 ** 30);
});

Deno.test("parseNvidiaGpus() gives none for nothing", () => {
  assert.deepEqual(parseNvidiaGpus("\n"), []);
});
