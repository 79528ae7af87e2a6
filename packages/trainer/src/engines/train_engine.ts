import type { ItemModel, PairBatch } from "@kindred/core";
import type { StepRates } from "@kindred/kernels";

/** Where an engine computes. */
export type Device = "cpu" | "cuda";

/** Something that can take training steps. All engines take the same steps. */
export interface TrainEngine {
  /** Its name: `reference`. */
  readonly name: string;
  /** Where it computes. */
  readonly device: Device;
  /** Begins a training from `model`, which the engine may change from then on. */
  start(model: ItemModel): TrainSession;
}

/** One training on an engine. */
export interface TrainSession {
  /**
   * Takes one gradient step for each pair of the batch and returns the summed
   * loss before the steps, in nats.
   */
  step(batch: PairBatch, rates: StepRates): number | Promise<number>;
  /** Returns the model as trained so far. */
  read(): ItemModel | Promise<ItemModel>;
  /** Gives back what the engine holds. */
  close(): void | Promise<void>;
}
