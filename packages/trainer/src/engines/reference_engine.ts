import { setImmediate } from "node:timers/promises";
import { SHARED } from "@kindred/kernels";
import { referenceKernels } from "../work/train_kernels.ts";
import { piecesOf } from "../work/work.ts";
import type { TrainEngine } from "./train_engine.ts";

/** Milliseconds of work between two turns for others. */
const TURN_MS = 100;

/**
 * The engine in plain TypeScript: one thread, the caller's own, and the same
 * numbers everywhere. The oracle of every other engine.
 */
export const referenceEngine: TrainEngine = {
  name: "reference",
  device: "cpu",
  threads: 1,
  open() {
    return {
      arrays: SHARED,
      start(work) {
        const doPiece = piecesOf(
          work,
          referenceKernels,
          SHARED,
          () => false,
        );
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
      async close() {},
    };
  },
};
