import { KindredError } from "./kindred_error.ts";

/** Fields of a {@linkcode TrainingDivergedError}. */
export interface TrainingDivergedDetails {
  /** Epoch in which it happened, 1-based. */
  epoch: number;
  /** Pairs of that epoch that had been trained, a whole number. */
  pairsDone: number;
  /** The mean loss then, in nats per labelled pair. */
  meanLoss: number;
  /**
   * The largest number of the model, without its sign, where it is that which is
   * not finite or too large. Default: it is the loss.
   */
  largest?: number;
}

/**
 * Thrown by `train()` when the mean loss or a number of the model is not finite, or
 * one grows beyond all use.
 *
 * Callers are expected to catch it: lower the learning rate and begin again.
 */
export class TrainingDivergedError extends KindredError {
  /** Always `"TrainingDivergedError"`. */
  override readonly name = "TrainingDivergedError";
  /** Epoch in which it happened, 1-based. */
  readonly epoch: number;
  /** Pairs of that epoch that had been trained. */
  readonly pairsDone: number;
  /** The mean loss then, in nats per labelled pair. */
  readonly meanLoss: number;
  /** The largest number of the model, where it is the offending one. */
  readonly largest: number | undefined;

  /**
   * Creates the error and its message.
   *
   * @param details Where and with what loss training diverged.
   */
  constructor(details: TrainingDivergedDetails) {
    const { epoch, pairsDone, meanLoss, largest } = details;
    super(
      `Cannot continue training at epoch ${epoch}, pair ${pairsDone}: ` +
        (largest === undefined
          ? `loss must be finite, got ${meanLoss}`
          : `no number of the model may exceed 10000, got ${largest}`) +
        "; a lower learning rate or more regularization may help",
    );
    this.epoch = epoch;
    this.pairsDone = pairsDone;
    this.meanLoss = meanLoss;
    this.largest = largest;
  }
}
