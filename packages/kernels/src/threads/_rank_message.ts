import type { ItemModel } from "@kindred/core";
import type { RankingTask } from "../ranking.ts";
import type { Control } from "./take_pieces.ts";

/** What a ranking worker is given when it starts. */
export interface RankSetup {
  /** The memory that the kernels compute in. */
  memory: WebAssembly.Memory;
  /** Whether they may use relaxed SIMD. */
  relaxed: boolean;
  /** How the workers divide a task; a piece is a block of queries. */
  control: Control;
  /** The model, in that memory. */
  model: ItemModel;
}

/** A task that the workers shall do together; its arrays are shared. */
export interface RankRequest {
  /** The task. */
  task: RankingTask;
  /** Queries of a block, whose scores are taken together. */
  block: number;
  /** How many queries are done: int32, shape `[1]`. */
  done: Int32Array;
}

/** Where a worker's part has failed. */
export interface RankFailure {
  /** Which piece. */
  piece: number;
  /** Whether a score was out of range, which is the model's fault. */
  isRangeError: boolean;
  /** What was wrong with it. */
  message: string;
}

/** What a worker answers: nothing where all is well. */
export type RankAnswer = RankFailure | undefined;
