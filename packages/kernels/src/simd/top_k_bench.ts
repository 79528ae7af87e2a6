// Run: deno bench -A --cached-only packages/kernels/src/simd/top_k_bench.ts
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { topKReference } from "../reference/top_k.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { loadKernels } from "./load_kernels.ts";
import { simdTopK } from "./top_k.ts";

const memory = new KernelMemory();
const topK = simdTopK(loadKernels(memory.memory), memory);

for (const count of [12_000, 420_000]) {
  const random = createRandom(1);
  const scores = memory.float32(count);
  for (let i = 0; i < count; i++) scores[i] = random.float();
  for (const k of [10, 100]) {
    // A fast wrong answer is worthless: compare before timing.
    assert.deepEqual(topK(scores, k), topKReference(scores, k));

    const group = `the best ${k} of ${count}`;
    Deno.bench({ group, name: "reference", baseline: true }, () => {
      topKReference(scores, k);
    });
    Deno.bench({ group, name: "SIMD" }, () => {
      topK(scores, k);
    });
  }
}
