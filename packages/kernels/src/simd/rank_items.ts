import type { ItemModel } from "@kindred/core";
import type { ArrayAllocator } from "../array_allocator.ts";
import { checkRanking } from "../check_ranking.ts";
import { rankingTask } from "../ranking.ts";
import type { rankItemsReference } from "../reference/rank_items.ts";
import type { KernelExports } from "./load_kernels.ts";
import { rankingBlock, simdRankQueries } from "./rank_queries.ts";

/**
 * Returns a function that does what {@linkcode rankItemsReference} does, with
 * scores in single precision, for a model in the memory of the kernels. What the
 * job has may lie anywhere, and what is returned lies on the heap.
 *
 * By several threads, and without holding the caller's up: `openRanker` of
 * `@kindred/kernels/threads`.
 *
 * @param kernels The kernels, over the memory that the model lies in.
 * @param arrays Where the kernels' scratch shall come from: that memory. At most
 * 64 MiB, or one row of scores where that is more.
 * @returns A function that also throws `RangeError` for a model of the heap.
 *
 * @example
 * ```ts
 * import { KernelMemory, loadKernels, simdRankItems } from "@kindred/kernels/simd";
 * import assert from "node:assert/strict";
 *
 * const memory = new KernelMemory();
 * const model = {
 *   embeddings: { values: memory.float32(4), itemCount: 4, dimensions: 1 },
 *   itemBias: memory.float32(4),
 *   globalBias: 0,
 * };
 * model.embeddings.values.set([1, 3, 2, 3]);
 * const rankItems = simdRankItems(loadKernels(memory.memory), memory);
 * const { items } = rankItems(model, { queries: Uint32Array.of(0, 1), k: 2 });
 * assert.deepEqual([...items], [1, 3, 3, 2]);
 * ```
 */
export function simdRankItems(
  kernels: KernelExports,
  arrays: ArrayAllocator,
): typeof rankItemsReference {
  const rankQueries = simdRankQueries(kernels, arrays);
  return (model: ItemModel, job) => {
    checkRanking(model, job);
    const task = rankingTask(job);
    const block = rankingBlock(model.embeddings.itemCount);
    const q = job.queries.length;
    for (let from = 0; from < q; from += block) {
      rankQueries(model, task, { from, to: Math.min(q, from + block) });
    }
    return task.ranked;
  };
}
