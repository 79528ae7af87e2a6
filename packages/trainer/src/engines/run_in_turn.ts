import { setImmediate } from "node:timers/promises";
import type { DoPiece } from "../work/work.ts";
import type { WorkRun } from "./train_engine.ts";

/** Milliseconds of work between two turns for others. */
const TURN_MS = 100;

/**
 * Returns what does the pieces of some work one after another on the thread that calls
 * it, and lets others have their turn now and then.
 *
 * @param doPiece Does a piece.
 * @param onEnd Called at the end of every run that did some. Default nobody.
 */
export function runInTurn(
  doPiece: DoPiece,
  onEnd: () => void = () => {},
): WorkRun {
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
      if (taken > from) onEnd();
      return taken;
    },
    stop() {
      stopped = true;
    },
    get taken() {
      return taken;
    },
  };
}
