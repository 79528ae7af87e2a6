import { KindredError } from "./kindred_error.ts";

/** Fields of a {@linkcode TrainingDivergedError}. */
export interface TrainingDivergedDetails {
  /** Epoch in which it happened, 1-based. */
  epoch: number;
  /** Pairs of that epoch that had been trained, a whole number. */
  pairsDone: number;
  /** The offending mean loss, in nats per labelled pair. */
  meanLoss: number;
}

/**
 * Thrown by `train()` when the mean loss is not finite.
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
  /** The offending mean loss, in nats per labelled pair. */
  readonly meanLoss: number;

  /**
   * Creates the error and its message.
   *
   * @param details Where and with what loss training diverged.
   */
  constructor(details: TrainingDivergedDetails) {
    const { epoch, pairsDone, meanLoss } = details;
    super(
      `Cannot continue training at epoch ${epoch}, pair ${pairsDone}: ` +
        `loss must be finite, got ${meanLoss}; a lower learning rate may help`,
    );
    this.epoch = epoch;
    this.pairsDone = pairsDone;
    this.meanLoss = meanLoss;
  }
}
