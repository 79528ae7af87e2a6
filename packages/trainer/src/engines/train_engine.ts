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
  /**
   * Begins a training from `model`, which the engine may change from then on.
   * Several trainings may be under way at once; they share nothing.
   */
  start(model: ItemModel): TrainSession;
}

/** One training on an engine. */
export interface TrainSession {
  /**
   * Takes one gradient step for each pair of the batch and returns the summed
   * loss before the steps, in nats. An engine may take the steps of one batch in
   * any order, or at once.
   *
   * @param batch Pairs and negatives, uint32 rows of existing items; its arrays
   * are overwritten once the step is done.
   * @param rates Learning rates and L2 weight of these steps.
   */
  step(batch: PairBatch, rates: StepRates): number | Promise<number>;
  /** Returns the model as trained so far; a later step may change it. */
  read(): ItemModel | Promise<ItemModel>;
  /** Gives back what the engine holds. */
  close(): void | Promise<void>;
}
