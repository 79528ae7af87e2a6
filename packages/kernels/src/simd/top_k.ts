import type { ArrayAllocator } from "../array_allocator.ts";
import type { topKReference } from "../reference/top_k.ts";
import { checkTopK } from "../check_top_k.ts";
import { addressOf } from "./_address_of.ts";
import { Scratch } from "./_scratch.ts";
import type { KernelExports } from "./load_kernels.ts";

/**
 * Returns a function that does what {@linkcode topKReference} does, for scores
 * in the memory of the kernels. What it returns lies on the heap.
 *
 * @param kernels The kernels, over the memory that the scores lie in.
 * @param arrays Where the kernel's scratch shall come from: that memory.
 * @returns A function that also throws `RangeError` for arrays of the heap.
 *
 * @example
 * ```ts
 * import { KernelMemory, loadKernels, simdTopK } from "@kindred/kernels/simd";
 * import assert from "node:assert/strict";
 *
 * const memory = new KernelMemory();
 * const scores = memory.float32(4);
 * scores.set([0.5, -Infinity, 2, 0.5]);
 * const best = simdTopK(loadKernels(memory.memory), memory)(scores, 2);
 * assert.deepEqual([...best.indices], [2, 0]);
 * ```
 */
export function simdTopK(
  kernels: KernelExports,
  arrays: ArrayAllocator,
): typeof topKReference {
  const scratch = new Scratch(arrays);
  return (scores, k) => {
    checkTopK(k);
    const capacity = Math.min(k, scores.length);
    const size = kernels.topK(
      addressOf(scores),
      scores.length,
      capacity,
      scratch.addressOf(capacity),
    );
    const indices = Uint32Array.from(scratch.atLeast(size).subarray(0, size));
    return { indices, scores: Float32Array.from(indices, (i) => scores[i]!) };
  };
}
