import { expectNumber } from "@kindred/core";
import { SHARED } from "@kindred/kernels";
import {
  batchReferenceKernels,
  referenceKernels,
  type TrainKernels,
} from "../work/train_kernels.ts";
import { piecesOf } from "../work/work.ts";
import { runInTurn } from "./run_in_turn.ts";
import type { TrainEngine, TrainSession } from "./train_engine.ts";

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
    start: (work) => runInTurn(piecesOf(work, kernels, SHARED, () => false)),
    noteChanges() {},
    async close() {},
  };
}
