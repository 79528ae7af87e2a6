// A thread that computes, fails or ends, as it is asked; see worker_pool_test.ts.
import process from "node:process";
import { serveRequests } from "./serve_requests.ts";

/** What the thread is given. */
export interface FixtureSetup {
  factor: number;
  /** Where each thread adds one when it starts; int32, shape `[1]`. */
  started: Int32Array;
}

/** What it is asked for. */
export type FixtureRequest =
  | { kind: "scale"; values: Float32Array }
  | { kind: "fail"; message: string }
  | { kind: "end" };

serveRequests(({ factor, started }: FixtureSetup) => {
  Atomics.add(started, 0, 1);
  return (request: FixtureRequest): number => {
    if (request.kind === "end") process.exit();
    if (request.kind === "fail") throw new RangeError(request.message);
    const { values } = request;
    return factor * values.reduce((sum, value) => sum + value, 0);
  };
});
