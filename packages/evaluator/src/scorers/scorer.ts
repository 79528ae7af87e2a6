import type { RankedItems, RankingJob } from "@kindred/kernels";

/** Anything that can say how well items go together: a model or a baseline. */
export interface Scorer {
  /** What it is called in reports. */
  readonly name: string;

  /**
   * Whether {@linkcode Scorer.scorePairs} gives logits, in nats: then the sigmoid
   * of a score is the probability that the pair goes together. Default false.
   */
  readonly logits?: boolean;

  /**
   * Returns the score of each pair; higher goes together better. The unit is the
   * scorer's own.
   *
   * @param left Row of one item, uint32, shape `[n]`.
   * @param right Row of the other item, uint32, shape `[n]`.
   * @returns float32, shape `[n]`.
   * @throws {RangeError} If the lengths differ or a row does not exist.
   */
  scorePairs(left: Uint32Array, right: Uint32Array): Float32Array;

  /**
   * Writes the score of every item as a neighbour of each of some items. Within
   * one query the order is that of {@linkcode Scorer.scorePairs}; what is the
   * same for all of a query's candidates may be left out.
   *
   * @param queries Rows of the items asked for, uint32, shape `[q]`.
   * @param out Receives the scores, float32, shape `[q, itemCount]`.
   * @throws {RangeError} If `out` has another length or a row does not exist.
   */
  scoreItems(queries: Uint32Array, out: Float32Array): void;

  /**
   * Ranks the catalogue as the scores of {@linkcode Scorer.scoreItems} order it,
   * in less time than it takes to write and search them. Default: they are
   * written and searched.
   *
   * @param job The queries, and what is a candidate of each.
   * @param options See {@linkcode RankOptions}.
   * @throws {RangeError} If a row does not exist.
   * @throws The signal's reason, if it cancels the work.
   */
  rank?(job: RankingJob, options?: RankOptions): Promise<RankedItems>;
}

/** How a ranking is done; its result is always the same. */
export interface RankOptions {
  /**
   * Threads to rank with, a whole number >= 1. Baselines use one. Default as
   * many as the processor has.
   */
  threads?: number;
  /** Receives how many queries are done, and of how many. Default nobody. */
  onProgress?: (done: number, total: number) => void;
  /** Cancels the work. Default never. */
  signal?: AbortSignal;
}
