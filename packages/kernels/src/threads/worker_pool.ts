import { Worker } from "node:worker_threads";
import { packArrays } from "./packed_arrays.ts";

/** What {@linkcode WorkerPool} is told. */
export interface WorkerPoolOptions<Setup> {
  /** How many threads, a whole number >= 1. */
  threads: number;
  /** What each is given when it starts: plain data, as {@linkcode packArrays} takes it. */
  setup: Setup;
  /** What the threads are there for, as messages name it: `training`. */
  task: string;
}

/** What a thread sends back to each request. */
export type WorkerReply<Answer> =
  | { kind: "done"; answer: Answer }
  | { kind: "failed"; message: string };

/**
 * Threads that are all asked the same and answer once each. Their script calls
 * {@linkcode serveRequests}. Typed arrays over shared memory reach them without
 * being walked through or copied.
 */
export class WorkerPool<Setup, Request, Answer = void> {
  readonly #script: URL;
  readonly #setup: Setup;
  readonly #task: string;
  readonly #workers: Worker[] = [];
  /** Receives the replies to the request that is under way. */
  #onReply: (reply: WorkerReply<Answer>) => void = () => {};
  /** Resolves when the request before is answered. */
  #last: Promise<unknown> = Promise.resolve();
  /** Why no request can be answered any more. */
  #ended: string | undefined;

  /**
   * Starts the threads.
   *
   * @param script What they run, see {@linkcode siblingScript}.
   * @param options See {@linkcode WorkerPoolOptions}.
   */
  constructor(script: URL, options: WorkerPoolOptions<Setup>) {
    this.#script = script;
    this.#setup = packArrays(options.setup);
    this.#task = options.task;
    this.grow(options.threads);
  }

  /** How many threads there are. */
  get threads(): number {
    return this.#workers.length;
  }

  /** Starts further threads until there are that many; never while one is asked. */
  grow(threads: number): void {
    while (this.#workers.length < threads) {
      const worker = new Worker(this.#script, { workerData: this.#setup });
      worker.on(
        "message",
        (reply: WorkerReply<Answer>) => this.#onReply(reply),
      );
      worker.on("error", (error: Error) => this.#end(error.message));
      worker.on(
        "exit",
        () => this.#end(`a thread of the ${this.#task} has ended`),
      );
      this.#workers.push(worker);
    }
  }

  /**
   * Asks every thread the same, and waits for all of them; requests are answered
   * one after another.
   *
   * @returns The answers, in the order in which they came.
   * @throws {Error} If a thread failed, with its message, or has ended.
   */
  ask(request: Request): Promise<Answer[]> {
    const message = packArrays(request);
    const answered = this.#last.then(() => this.#askNow(message));
    this.#last = answered.catch(() => {});
    return answered;
  }

  #askNow(message: Request): Promise<Answer[]> {
    return new Promise((resolve, reject) => {
      const answers: Answer[] = [];
      let awaited = this.#workers.length;
      let failure: string | undefined;
      this.#onReply = (reply) => {
        if (reply.kind === "done") answers.push(reply.answer);
        else failure ??= reply.message;
        awaited--;
        // A thread that has ended answers nothing any more.
        if (this.#ended !== undefined) reject(new Error(this.#ended));
        else if (awaited > 0) return;
        else if (failure === undefined) resolve(answers);
        else reject(new Error(failure));
      };
      if (this.#ended !== undefined) reject(new Error(this.#ended));
      for (const worker of this.#workers) worker.postMessage(message);
    });
  }

  /** Ends the threads, whatever they are doing. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #end(message: string): void {
    this.#ended ??= message;
    this.#onReply({ kind: "failed", message });
  }
}

/**
 * Returns the script of a worker that stands beside a module, whether both are
 * the source or were built for Node, where their names end in `.js`.
 *
 * @param module The module's own `import.meta.url`.
 * @param name The script's name without its ending.
 */
export function siblingScript(module: string, name: string): URL {
  return new URL(module.replace(/[^/]+(\.[jt]s)$/, `${name}$1`));
}
