import type { ArrayAllocator } from "../array_allocator.ts";
import { checkScoreItems } from "../check_score_items.ts";
import type { scoreItemsReference } from "../reference/score_items.ts";
import { addressOf } from "./_address_of.ts";
import { Scratch } from "./_scratch.ts";
import type { KernelExports } from "./load_kernels.ts";

/**
 * Returns a function that does what {@linkcode scoreItemsReference} does, in
 * single precision, for a model and scores in the memory of the kernels; the
 * queries may lie anywhere. Best for queries by the eight or more.
 *
 * @param kernels The kernels, over the memory that the arrays lie in.
 * @param arrays Where the kernel's scratch shall come from: that memory.
 * @returns A function that also throws `RangeError` for arrays of the heap.
 *
 * @example
 * ```ts
 * import {
 *   KernelMemory,
 *   loadKernels,
 *   simdScoreItems,
 * } from "@kindred/kernels/simd";
 * import assert from "node:assert/strict";
 *
 * const memory = new KernelMemory();
 * const scoreItems = simdScoreItems(loadKernels(memory.memory), memory);
 * const model = {
 *   embeddings: { values: memory.float32(2), itemCount: 2, dimensions: 1 },
 *   itemBias: memory.float32(2),
 *   globalBias: 0,
 * };
 * model.embeddings.values.set([2, 3]);
 * model.itemBias.set([0, 0.5]);
 * const out = memory.float32(2);
 * scoreItems(model, Uint32Array.of(0), out);
 * assert.deepEqual([...out], [4, 6.5]);
 * ```
 */
export function simdScoreItems(
  kernels: KernelExports,
  arrays: ArrayAllocator,
): typeof scoreItemsReference {
  const rows = new Scratch(arrays);
  const scratch = new Scratch(arrays);
  return (model, queries, out) => {
    const { embeddings: { values, itemCount, dimensions }, itemBias } = model;
    checkScoreItems(itemCount, queries, out);
    rows.atLeast(queries.length).set(queries);
    kernels.scoreItems(
      addressOf(values),
      addressOf(itemBias),
      itemCount,
      dimensions,
      rows.addressOf(queries.length),
      queries.length,
      model.crossed ?? false,
      addressOf(out),
      scratch.addressOf(
        kernels.scoreScratchLength(queries.length, dimensions),
      ),
    );
  };
}
