import { siblingScript } from "@kindred/kernels/threads";
import { Worker } from "node:worker_threads";
import { ModelClosedError } from "../model_closed_error.ts";
import type { ItemSearch } from "../search/item_search.ts";
import { SearchNotReadyError } from "../search/search_not_ready_error.ts";
import type {
  SearchReply,
  SearchRequest,
  SearchSetup,
} from "./_search_message.ts";

/**
 * Returns a search in a thread of its own: neither the building of its index nor a
 * search holds up the event loop. The thread begins with the first search, reads the
 * items itself, and takes some KB an item.
 *
 * @param path The model's `items.ndjson`.
 * @param itemCount How many items there are.
 */
export function createWorkerSearch(
  path: string,
  itemCount: number,
): ItemSearch {
  return new WorkerSearch({ path, itemCount });
}

/** A search that was not answered yet. */
interface Waiting {
  resolve(rows: number[]): void;
  reject(error: Error): void;
}

class WorkerSearch implements ItemSearch {
  readonly #setup: SearchSetup;
  readonly #waiting = new Map<number, Waiting>();
  #lastRequest = 0;
  #worker: Worker | undefined;
  #building: Promise<void> | undefined;
  #isReady = false;
  #isClosed = false;

  constructor(setup: SearchSetup) {
    this.#setup = setup;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  async rowsFor(query: string, limit: number): Promise<number[]> {
    const prepared = this.prepare();
    if (this.#isClosed) await prepared;
    if (!this.#isReady) {
      prepared.catch(() => {}); // Told to those who wait for it.
      throw new SearchNotReadyError();
    }
    return await new Promise((resolve, reject) => {
      const request: SearchRequest = { id: ++this.#lastRequest, query, limit };
      this.#wait(request.id, { resolve, reject });
      this.#worker!.postMessage(request);
    });
  }

  prepare(): Promise<void> {
    if (this.#isClosed) return Promise.reject(new ModelClosedError());
    this.#building ??= this.#start();
    return this.#building;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#end(new ModelClosedError());
    await this.#worker?.terminate();
  }

  /** Starts the thread; resolves when its index is built. */
  #start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(
        siblingScript(import.meta.url, "_search_worker"),
        { workerData: this.#setup },
      );
      this.#worker = worker;
      this.#wait(0, { resolve: () => resolve(), reject });
      const end = (error: Error) => {
        // One that was given up must not end the one that followed it.
        if (worker === this.#worker) this.#end(error);
      };
      worker.on("message", (reply: SearchReply) => this.#take(reply));
      worker.on("error", end);
      worker.on(
        "exit",
        () => end(new Error("Cannot search: its thread must run, got its end")),
      );
    });
  }

  #wait(id: number, waiting: Waiting): void {
    this.#waiting.set(id, waiting);
    this.#worker!.ref();
  }

  #take(reply: SearchReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    // What is awaited keeps the process alive, an idle thread does not.
    if (this.#waiting.size === 0) this.#worker!.unref();
    if (reply.rows !== null) {
      if (reply.id === 0) this.#isReady = true;
      waiting?.resolve(reply.rows);
      return;
    }
    waiting?.reject(new Error(reply.message));
    if (reply.id !== 0) return;
    // What could not be read may be read later, by another thread.
    this.#building = undefined;
    void this.#worker!.terminate();
    this.#worker = undefined;
  }

  #end(error: Error): void {
    this.#isReady = false;
    this.#building = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
