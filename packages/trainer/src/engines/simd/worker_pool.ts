import { Worker } from "node:worker_threads";
import type {
  WorkerAnswer,
  WorkerRequest,
  WorkerSetup,
} from "./worker_message.ts";

/** Threads that are all asked the same and answer once each. */
export class WorkerPool {
  readonly #workers: Worker[];
  /** Receives the answers to the request that is under way. */
  #onAnswer: (answer: WorkerAnswer) => void = () => {};
  /** Resolves when the request before is answered. */
  #last: Promise<void> = Promise.resolve();
  /** Why no request can be answered any more. */
  #ended: string | undefined;

  /**
   * Starts the threads.
   *
   * @param threads How many.
   * @param setup What each is given.
   */
  constructor(threads: number, setup: WorkerSetup) {
    // Built for Node, this file and the worker's end in .js.
    const url = new URL(
      import.meta.url.replace(/[^/]+(\.[jt]s)$/, "simd_worker$1"),
    );
    this.#workers = Array.from({ length: threads }, () => {
      const worker = new Worker(url, { workerData: setup });
      worker.on("message", (answer: WorkerAnswer) => this.#onAnswer(answer));
      worker.on("error", (error: Error) => this.#end(error.message));
      worker.on("exit", () => this.#end("a thread of the training has ended"));
      return worker;
    });
  }

  /**
   * Asks every thread the same, and waits for all of them; requests are answered
   * one after another.
   *
   * @throws {Error} If a thread failed, with its message, or has ended.
   */
  ask(request: WorkerRequest): Promise<void> {
    const answered = this.#last.then(() => this.#askNow(request));
    this.#last = answered.catch(() => {});
    return answered;
  }

  #askNow(request: WorkerRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      let awaited = this.#workers.length;
      let failure: string | undefined;
      this.#onAnswer = (answer) => {
        if (answer.kind === "failed") failure ??= answer.message;
        awaited--;
        // A thread that has ended answers nothing any more.
        if (this.#ended !== undefined) reject(new Error(this.#ended));
        else if (awaited > 0) return;
        else if (failure === undefined) resolve();
        else reject(new Error(failure));
      };
      if (this.#ended !== undefined) reject(new Error(this.#ended));
      for (const worker of this.#workers) worker.postMessage(request);
    });
  }

  /** Ends the threads, whatever they are doing. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #end(message: string): void {
    this.#ended ??= message;
    this.#onAnswer({ kind: "failed", message });
  }
}
