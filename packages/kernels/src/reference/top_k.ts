import { checkTopK } from "../check_top_k.ts";

/** The best of many scores, best first. */
export interface TopK {
  /** Positions, uint32, shape `[<= k]`. */
  indices: Uint32Array;
  /** Their scores, float32, same shape. */
  scores: Float32Array;
}

/**
 * Returns the positions of the `k` largest scores, largest first, equal scores
 * by position. Scores of `-Infinity` and `NaN` mark what is not a candidate and
 * are left out, so there may be fewer than `k`.
 *
 * Keeps a heap of the best so far: O(n + m log k) for m scores that enter it.
 *
 * @param scores float32, shape `[n]`.
 * @param k How many, a whole number >= 0.
 * @returns The best, in arrays of their own.
 * @throws {RangeError} If `k` is not.
 *
 * @example
 * ```ts
 * import { topKReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const best = topKReference(Float32Array.of(0.5, -Infinity, 2, 0.5), 2);
 * assert.deepEqual([...best.indices], [2, 0]);
 * ```
 */
export function topKReference(scores: Float32Array, k: number): TopK {
  checkTopK(k);
  const capacity = Math.min(k, scores.length);
  // heap is (capacity): positions, the worst of the kept at the root
  const heap = new Uint32Array(capacity);
  let size = 0;
  const isWorse = (a: number, b: number): boolean =>
    scores[a]! < scores[b]! || (scores[a] === scores[b] && a > b);

  const siftDown = (): void => {
    const held = heap[0]!;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isWorse(heap[child + 1]!, heap[child]!)) child++;
      if (!isWorse(heap[child]!, held)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = held;
  };
  const siftUp = (): void => {
    let at = size - 1;
    const held = heap[at]!;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(held, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = held;
  };

  for (let i = 0; i < scores.length && capacity > 0; i++) {
    if (!(scores[i]! > -Infinity)) continue;
    if (size < capacity) {
      heap[size++] = i;
      siftUp();
    } else if (isWorse(heap[0]!, i)) {
      heap[0] = i;
      siftDown();
    }
  }
  const indices = heap.slice(0, size).sort((a, b) => isWorse(a, b) ? 1 : -1);
  return { indices, scores: Float32Array.from(indices, (i) => scores[i]!) };
}
