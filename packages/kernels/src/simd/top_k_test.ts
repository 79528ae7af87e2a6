import assert from "node:assert/strict";
import { topKSpec } from "../spec/top_k_spec.ts";
import { kernelVersions } from "./_testing.ts";
import { simdTopK } from "./top_k.ts";

for (const { label, memory, kernels } of kernelVersions()) {
  const topK = simdTopK(kernels, memory);
  const room = memory.float32(20_000);
  topKSpec(`simdTopK(), ${label}`, (scores, k) => {
    const copy = room.subarray(0, scores.length);
    copy.set(scores);
    const best = topK(copy, k);
    assert.deepEqual([...copy], [...scores]);
    return best;
  });
}
