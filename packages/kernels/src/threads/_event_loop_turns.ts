import { setImmediate } from "node:timers/promises";

/** The longest that work goes on without letting timers and signals in, in ms. */
const WORK_MS = 40;

/**
 * Returns a function to await between pieces of work: it lets the event loop
 * turn when the last turn is long enough ago, then throws if the work was
 * cancelled.
 *
 * @param signals Each cancels the work, the first of them first.
 */
export function eventLoopTurns(
  ...signals: readonly (AbortSignal | undefined)[]
): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > WORK_MS) {
      await setImmediate();
      last = performance.now();
    }
    for (const signal of signals) signal?.throwIfAborted();
  };
}
