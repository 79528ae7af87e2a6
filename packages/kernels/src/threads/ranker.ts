import { expectNumber, type ItemModel } from "@kindred/core";
import { availableParallelism } from "node:os";
import type { RankedItems, RankingJob } from "../ranking.ts";
import { ThreadedRanker } from "./_threaded_ranker.ts";

/** Settings of {@linkcode openRanker}. */
export interface RankerOptions {
  /**
   * How many threads compute, a whole number >= 1; the result does not depend on
   * it. Default one a processor.
   */
  threads?: number;
  /**
   * Whether relaxed SIMD may be used, see `KernelOptions`: without it the last
   * bits of scores are the same on every machine. Default true.
   */
  relaxed?: boolean;
}

/** Settings of {@linkcode Ranker.rank}. */
export interface RankOptions {
  /**
   * Receives how many queries are done, of how many; at the end that all are.
   * What it throws ends the ranking. Default nobody.
   */
  onProgress?: (done: number, total: number) => void;
  /** Cancels the ranking. Default never. */
  signal?: AbortSignal;
}

/** Ranks the whole catalogue by one model, by several threads. */
export interface Ranker {
  /** How many threads compute at most. */
  readonly threads: number;
  /**
   * Returns what `rankItemsReference` returns, with scores in single precision;
   * the arrays lie in shared memory of their own. Jobs are done one after
   * another, and a job's arrays must not change before it is done.
   *
   * @param job What is asked.
   * @param options See {@linkcode RankOptions}.
   * @throws {RangeError} As `rankItemsReference` does.
   * @throws {OutOfRoomError} If model and scores do not fit into 4 GiB.
   * @throws {Error} If the ranker is closed, now or before.
   * @throws The signal's reason, if it is aborted.
   */
  rank(job: RankingJob, options?: RankOptions): Promise<RankedItems>;
  /** Ends the threads. A ranking that is under way fails. */
  close(): Promise<void>;
}

/**
 * Returns what ranks the whole catalogue for query items: exactly, by all
 * processors, and without holding the calling thread up. Results are the same by
 * any number of threads.
 *
 * The first job copies the model into memory that the threads share; it must not
 * change before. Threads are started when a job is first large enough to be worth
 * it, and kept until the ranker is closed.
 *
 * @param model The model; only its vectors and item biases are used.
 * @param options See {@linkcode RankerOptions}.
 * @throws {RangeError} If the number of threads is out of range.
 * @throws {EngineUnavailableError} If the runtime has no WebAssembly SIMD.
 *
 * @example
 * ```ts
 * import { openRanker } from "@kindred/kernels/threads";
 * import assert from "node:assert/strict";
 *
 * const ranker = openRanker({
 *   embeddings: {
 *     values: Float32Array.of(1, 3, 2, 3),
 *     itemCount: 4,
 *     dimensions: 1,
 *   },
 *   itemBias: new Float32Array(4),
 *   globalBias: 0,
 * });
 * try {
 *   const { items } = await ranker.rank({ queries: Uint32Array.of(0, 1), k: 2 });
 *   assert.deepEqual([...items], [1, 3, 3, 2]);
 * } finally {
 *   await ranker.close();
 * }
 * ```
 */
export function openRanker(
  model: ItemModel,
  options: RankerOptions = {},
): Ranker {
  const { threads = availableParallelism(), relaxed = true } = options;
  expectNumber("rank", "threads", threads, { min: 1, whole: true });
  return new ThreadedRanker(model, { threads, relaxed });
}
