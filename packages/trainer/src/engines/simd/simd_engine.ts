import { expectNumber } from "@kindred/core";
import { hasRelaxedSimd, KernelMemory } from "@kindred/kernels/simd";
import {
  createControl,
  resetControl,
  siblingScript,
  stopTaking,
  takenPieces,
  WorkerPool,
} from "@kindred/kernels/threads";
import { availableParallelism } from "node:os";
import type { TrainEngine, TrainSession } from "../train_engine.ts";
import type { WorkerRequest, WorkerSetup } from "./worker_message.ts";

/** Settings of {@linkcode simdEngine}. */
export interface SimdEngineOptions {
  /** How many threads compute, a whole number >= 1. Default: one a processor. */
  threads?: number;
  /**
   * Whether results shall be the same on every machine and runtime, and not on
   * this one alone: multiplications and additions are then rounded each for
   * itself (no relaxed SIMD). Default false.
   */
  portable?: boolean;
}

/**
 * Returns the engine for a CPU: SIMD kernels in WebAssembly, in threads of their
 * own over one memory. Its result does not depend on the number of threads.
 *
 * @param options See {@linkcode SimdEngineOptions}.
 * @throws {RangeError} If the number of threads is out of range.
 *
 * @example
 * ```ts
 * import { simdEngine } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * assert.equal(simdEngine({ threads: 2 }).threads, 2);
 * ```
 */
export function simdEngine(options: SimdEngineOptions = {}): TrainEngine {
  const { threads = availableParallelism(), portable = false } = options;
  expectNumber("train", "threads", threads, { min: 1, whole: true });
  return {
    name: "simd",
    device: "cpu",
    threads,
    open: () => openSession(threads, !portable && hasRelaxedSimd()),
  };
}

function openSession(threads: number, relaxed: boolean): TrainSession {
  const arrays = new KernelMemory();
  const control = createControl();
  const pool = new WorkerPool<WorkerSetup, WorkerRequest>(
    siblingScript(import.meta.url, "simd_worker"),
    {
      threads,
      setup: { memory: arrays.memory, relaxed, control },
      task: "training",
    },
  );
  let works = 0;
  return {
    arrays,
    start(work) {
      const id = works++;
      // Requests reach each thread in their order: the first run comes after.
      const ready = pool.ask({ kind: "start", id, work });
      ready.catch(() => {});
      let taken = 0;
      let running: number | undefined;
      return {
        async run(epoch, from, to) {
          await ready;
          resetControl(control, from);
          running = to;
          try {
            await pool.ask({ kind: "run", id, epoch, to });
          } finally {
            taken = takenPieces(control, to);
            running = undefined;
          }
          return taken;
        },
        stop: () => stopTaking(control),
        get taken() {
          return running === undefined ? taken : takenPieces(control, running);
        },
      };
    },
    // Threads work on the arrays themselves.
    noteChanges() {},
    close: () => pool.close(),
  };
}
