/** The longest that work goes on without letting timers and signals in, in ms. */
const WORK_MS = 40;

/**
 * Returns a function to await between pieces of work: it lets the event loop
 * turn when the last turn is long enough ago, then throws if the work was
 * cancelled.
 *
 * @param signal Cancels the work. Default never.
 */
export function createPause(signal?: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > WORK_MS) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      last = performance.now();
    }
    signal?.throwIfAborted();
  };
}
