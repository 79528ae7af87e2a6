import type { ItemModel } from "@kindred/core";
import { SHARED } from "../array_allocator.ts";
import { checkRanking } from "../check_ranking.ts";
import {
  type RankedItems,
  type RankingJob,
  type RankingTask,
  rankingTask,
} from "../ranking.ts";
import { KernelMemory } from "../simd/kernel_memory.ts";
import { loadKernels } from "../simd/load_kernels.ts";
import { type RankQueries, simdRankQueries } from "../simd/rank_queries.ts";
import { copyModel } from "./_copy_model.ts";
import { eventLoopTurns } from "./_event_loop_turns.ts";
import type { RankAnswer, RankRequest, RankSetup } from "./_rank_message.ts";
import {
  blockQueries,
  mostQueries,
  sliceQueries,
  threadsWorth,
} from "./_ranking_plan.ts";
import { sharedJob } from "./_shared_job.ts";
import type { Ranker, RankerOptions, RankOptions } from "./ranker.ts";
import { createControl, resetControl, stopTaking } from "./take_pieces.ts";
import { siblingScript, WorkerPool } from "./worker_pool.ts";

/** Time between two reports of progress, in ms. */
const REPORT_MS = 100;

type RankPool = WorkerPool<RankSetup, RankRequest, RankAnswer>;

/** What a {@linkcode ThreadedRanker} is told. */
export interface ThreadedRankerOptions extends Required<RankerOptions> {
  /** How many threads a job is worth; a test may say so. */
  threadsWorth?: typeof threadsWorth;
}

/** See `openRanker`. */
export class ThreadedRanker implements Ranker {
  readonly threads: number;
  readonly #model: ItemModel;
  readonly #relaxed: boolean;
  readonly #threadsWorth: typeof threadsWorth;
  readonly #memory = new KernelMemory();
  readonly #control = createControl();
  readonly #closing = new AbortController();
  readonly #rankQueries: RankQueries;
  /** Queries whose scores are taken together, at most. */
  readonly #block: number;
  /** The model in the kernels' memory, from the first job on. */
  #shared: Promise<ItemModel> | undefined;
  /** The threads, from the first large job on. */
  #pool: RankPool | undefined;
  /** Resolves when the job before is done. */
  #last: Promise<unknown> = Promise.resolve();

  /** Starts no thread yet. */
  constructor(model: ItemModel, options: ThreadedRankerOptions) {
    const { threads, relaxed } = options;
    this.threads = threads;
    this.#model = model;
    this.#relaxed = relaxed;
    this.#threadsWorth = options.threadsWorth ?? threadsWorth;
    const kernels = loadKernels(this.#memory.memory, { relaxed });
    this.#rankQueries = simdRankQueries(kernels, this.#memory);
    this.#block = mostQueries(model, threads);
  }

  /** See {@linkcode Ranker}. */
  rank(job: RankingJob, options: RankOptions = {}): Promise<RankedItems> {
    const ranked = this.#last.then(() => this.#rank(job, options));
    this.#last = ranked.catch(() => {});
    return ranked;
  }

  /** See {@linkcode Ranker}. */
  async close(): Promise<void> {
    this.#closing.abort(new Error("Cannot rank: the ranker is closed"));
    await this.#pool?.close();
  }

  async #rank(job: RankingJob, options: RankOptions): Promise<RankedItems> {
    const turn = eventLoopTurns(this.#closing.signal, options.signal);
    await turn();
    checkRanking(this.#model, job);
    this.#shared ??= copyModel(
      this.#model,
      this.#memory,
      eventLoopTurns(this.#closing.signal),
    );
    const model = await this.#shared;
    await turn();
    const task = rankingTask(sharedJob(job), SHARED);
    const total = job.queries.length;
    const worth = this.#threadsWorth(model, total);
    if (worth < 2) await this.#rankHere(model, task, turn, options);
    else {
      const threads = Math.min(this.threads, worth);
      const pool = await this.#poolOf(model, threads, turn);
      await this.#rankBy(pool, task, options);
    }
    options.onProgress?.(total, total);
    return task.ranked;
  }

  /** Ranks in the calling thread, slice by slice. */
  async #rankHere(
    model: ItemModel,
    task: RankingTask,
    turn: () => Promise<void>,
    { onProgress }: RankOptions,
  ): Promise<void> {
    const total = task.job.queries.length;
    const block = sliceQueries(model, this.#block);
    const report = reporter(total, onProgress);
    for (let from = 0; from < total; from += block) {
      await turn();
      report(from);
      const to = Math.min(total, from + block);
      this.#rankQueries(model, task, { from, to });
    }
  }

  /** Ranks by worker threads. */
  async #rankBy(
    pool: RankPool,
    task: RankingTask,
    { onProgress, signal }: RankOptions,
  ): Promise<void> {
    const control = this.#control;
    const total = task.job.queries.length;
    const done = new Int32Array(new SharedArrayBuffer(4));
    const report = reporter(total, onProgress);
    let listenerFailure: { error: unknown } | undefined;
    const timer = setInterval(() => {
      try {
        report(Atomics.load(done, 0));
      } catch (error) {
        listenerFailure ??= { error };
        stopTaking(control);
      }
    }, REPORT_MS);
    const stop = (): void => stopTaking(control);
    signal?.addEventListener("abort", stop);
    resetControl(control, 0);
    let answers: RankAnswer[];
    try {
      const block = blockQueries(total, pool.threads, this.#block);
      answers = await pool.ask({ task, block, done });
    } catch (error) {
      this.#closing.signal.throwIfAborted();
      throw error;
    } finally {
      clearInterval(timer);
      signal?.removeEventListener("abort", stop);
    }
    if (listenerFailure) throw listenerFailure.error;
    signal?.throwIfAborted();
    throwFirst(answers);
  }

  /** Returns at least so many threads, having started those that are missing. */
  async #poolOf(
    model: ItemModel,
    threads: number,
    turn: () => Promise<void>,
  ): Promise<RankPool> {
    const pool = this.#pool ??= new WorkerPool(
      siblingScript(import.meta.url, "_rank_worker"),
      {
        threads: 1,
        setup: {
          memory: this.#memory.memory,
          relaxed: this.#relaxed,
          control: this.#control,
          model,
        },
        task: "ranking",
      },
    );
    while (pool.threads < threads) {
      await turn();
      pool.grow(pool.threads + 1);
    }
    return pool;
  }
}

/** Returns what reports progress, where it has grown. */
function reporter(
  total: number,
  onProgress: RankOptions["onProgress"],
): (done: number) => void {
  let last = 0;
  return (done) => {
    // The end is told when there is nothing left that could fail.
    if (done === last || done === total) return;
    last = done;
    onProgress?.(done, total);
  };
}

/** Throws what the first of the pieces that failed did: the same by any threads. */
function throwFirst(answers: readonly RankAnswer[]): void {
  const [first] = answers.filter((answer) => answer !== undefined)
    .sort((a, b) => a.piece - b.piece);
  if (first === undefined) return;
  throw first.isRangeError
    ? new RangeError(first.message)
    : new Error(first.message);
}
