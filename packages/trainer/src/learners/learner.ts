import type { ItemModel } from "@kindred/core";
import type { Tensor } from "@kindred/core/artifact";

/** What some pieces of an epoch came to. */
export interface PiecesReport {
  /** Training pairs in them. */
  pairs: number;
  /** Summed loss. */
  loss: number;
  /** What the loss is divided by for a mean: labelled pairs, or weight. */
  lossCount: number;
  /** Negatives that were hits; null where nobody counted. */
  hits: number | null;
  /** Learning rate of the last step; null where there is none. */
  learningRate: number | null;
}

/** A model that is being learnt, epoch by epoch and piece by piece. */
export interface Learner {
  /**
   * Makes an epoch ready.
   *
   * @param epoch Which, 1-based.
   * @returns How many pieces it has, the same for the same data and options.
   */
  begin(epoch: number): Promise<number>;
  /**
   * Does pieces of the epoch that was begun.
   *
   * @returns The first piece that is not done: `to`, or less after `stop`.
   */
  run(epoch: number, from: number, to: number): Promise<number>;
  /** Ends a run that is under way after the pieces that are in work. */
  stop(): void;
  /** The first piece of the present run that nobody has begun. */
  readonly taken: number;
  /** What pieces of the present epoch came to; they must be done. */
  report(epoch: number, from: number, to: number): PiecesReport;
  /** What each piece of the present epoch came to, by name: what `report` adds up. */
  readonly sums: Record<string, Float64Array>;
  /** Logits of pairs by the model as it is at this epoch, float32, shape `[n]`. */
  logits(left: Uint32Array, right: Uint32Array): Float32Array;
  /** The model as it is, in arrays that no later step may change. */
  finish(): Promise<ItemModel>;
  /** The tensors that the model is made of: what training changes. */
  parameters(): Record<string, Tensor>;
  /** Everything that later steps depend on, beside data and options. */
  state(): Record<string, Tensor>;
  /**
   * Goes on from a state.
   *
   * @throws {RangeError} If a tensor is missing or has another length.
   */
  restore(state: Record<string, Tensor>): void;
}
