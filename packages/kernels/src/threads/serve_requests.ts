import { parentPort, workerData } from "node:worker_threads";
import { unpackArrays } from "./packed_arrays.ts";
import type { WorkerReply } from "./worker_pool.ts";

/**
 * Answers the requests of a `WorkerPool`, in a thread that it started.
 *
 * @param open Receives what the pool gives each thread, and returns what answers
 * a request. What that throws fails the request; the thread goes on.
 */
export function serveRequests<Setup, Request, Answer>(
  open: (setup: Setup) => (request: Request) => Answer,
): void {
  const answer = open(unpackArrays(workerData as Setup));
  const reply = (message: WorkerReply<Answer>): void =>
    parentPort!.postMessage(message);
  parentPort!.on("message", (request: Request) => {
    try {
      reply({ kind: "done", answer: answer(unpackArrays(request)) });
    } catch (error) {
      reply({ kind: "failed", message: (error as Error).message });
    }
  });
}
