import { setImmediate } from "node:timers/promises";
import { expectNumber } from "@kindred/core";
import { SHARED } from "@kindred/kernels";
import {
  batchReferenceKernels,
  referenceKernels,
  type TrainKernels,
} from "../work/train_kernels.ts";
import { piecesOf } from "../work/work.ts";
import type { TrainEngine, TrainSession } from "./train_engine.ts";

/** Milliseconds of work between two turns for others. */
const TURN_MS = 100;

/**
 * The engine in plain TypeScript: one thread, the caller's own, and the same
 * numbers everywhere. The oracle of every other engine.
 */
export const referenceEngine: TrainEngine = engineOver(referenceKernels);

/**
 * Returns the engine in plain TypeScript that takes one step for each batch of pairs:
 * the oracle of engines that compute a batch at once.
 *
 * @param options `batchPairs`: how many pairs a batch has at most, a whole number >= 1.
 * @throws {RangeError} If that is out of range.
 */
export function batchReferenceEngine(
  { batchPairs }: { batchPairs: number },
): TrainEngine {
  expectNumber("train", "batchPairs", batchPairs, { min: 1, whole: true });
  return engineOver(batchReferenceKernels(batchPairs));
}

function engineOver(kernels: TrainKernels): TrainEngine {
  return {
    name: "reference",
    device: "cpu",
    threads: 1,
    open: () => openSession(kernels),
  };
}

function openSession(kernels: TrainKernels): TrainSession {
  return {
    arrays: SHARED,
    start(work) {
      const doPiece = piecesOf(work, kernels, SHARED, () => false);
      let taken = 0;
      let stopped = false;
      return {
        async run(epoch, from, to) {
          stopped = false;
          let turnStart = performance.now();
          for (taken = from; taken < to && !stopped;) {
            doPiece(epoch, taken++);
            if (performance.now() - turnStart > TURN_MS) {
              await setImmediate();
              turnStart = performance.now();
            }
          }
          return taken;
        },
        stop() {
          stopped = true;
        },
        get taken() {
          return taken;
        },
      };
    },
    noteChanges() {},
    async close() {},
  };
}
