import { createRandom, shuffleInPlace } from "@kindred/core";
import { KernelMemory } from "@kindred/kernels/simd";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { LINE } from "./row_adder.ts";

/** What one thread is given: addresses in the memory. */
export interface RandomAccessPart {
  memory: WebAssembly.Memory;
  /** Of its rows in random order, uint32 `[count]`. */
  order: number;
  count: number;
  table: number;
  rowBytes: number;
  /** How often it goes through its rows in one measurement. */
  passes: number;
}

/** Bytes that a measurement reads at least, and writes as many. */
const LEAST_BYTES = 2 ** 29;

/**
 * A table of rows in memory, and threads that read and write them in random
 * order: each row once a pass, and no row by two threads. What training could
 * reach at most if it did nothing else and no row were in a cache already.
 */
export class RandomAccess {
  /** Threads that work at once. */
  readonly threads: number;
  readonly #workers: readonly Worker[];
  /** Bytes that are read and written in one measurement. */
  readonly #bytes: number;

  private constructor(workers: readonly Worker[], bytes: number) {
    this.threads = workers.length;
    this.#workers = workers;
    this.#bytes = bytes;
  }

  /**
   * Makes a table, and pools of threads that take turns at it.
   *
   * @param shape Rows of the table, and float32 numbers of a row, which is made up
   * to whole lines of the cache.
   * @param threadCounts How many threads each pool has.
   * @param seed Seed of the order.
   * @returns A pool each.
   */
  static open(
    { rows, dimensions }: { rows: number; dimensions: number },
    threadCounts: readonly number[],
    seed: number,
  ): RandomAccess[] {
    const arrays = new KernelMemory();
    const rowBytes = Math.ceil(4 * dimensions / LINE) * LINE;
    const table = arrays.float32(rows * rowBytes / 4);
    const order = arrays.uint32(rows);
    for (let row = 0; row < rows; row++) order[row] = row;
    shuffleInPlace(order, createRandom(seed));
    const passes = Math.ceil(LEAST_BYTES / (rows * rowBytes));
    // Built for Node, this file and the worker's end in .js.
    const url = new URL(
      import.meta.url.replace(/[^/]+(\.[jt]s)$/, "random_access_worker$1"),
    );
    return threadCounts.map((threads) => {
      const workers = Array.from({ length: threads }, (_, thread) => {
        const from = Math.floor(rows * thread / threads);
        const to = Math.floor(rows * (thread + 1) / threads);
        return new Worker(url, {
          workerData: {
            memory: arrays.memory,
            order: order.byteOffset + 4 * from,
            count: to - from,
            table: table.byteOffset,
            rowBytes,
            passes,
          } satisfies RandomAccessPart,
        });
      });
      return new RandomAccess(workers, 2 * passes * rows * rowBytes);
    });
  }

  /** Measures once, and returns the bytes read and written a second. */
  async measure(): Promise<number> {
    const start = performance.now();
    await Promise.all(this.#workers.map((worker) => {
      const done = once(worker, "message");
      worker.postMessage("go");
      return done;
    }));
    return 1000 * this.#bytes / (performance.now() - start);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
