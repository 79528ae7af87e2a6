import type { Tensor } from "@kindred/core/artifact";
import type { BestSoFar } from "./checkpoint.ts";
import type { Learner } from "./learners/learner.ts";

/** Keeps the best epoch's model, and says when no better one need be awaited. */
export class EarlyStopping {
  /** The best so far; null before the first epoch has ended. */
  best: BestSoFar | null;
  readonly #patience: number;

  /**
   * Begins, or goes on from where a checkpoint was.
   *
   * @param patience Epochs without a better one that end the training.
   * @param best The best so far. Default none.
   */
  constructor(patience: number, best: BestSoFar | null = null) {
    this.#patience = patience;
    this.best = best;
  }

  /** Takes note of an epoch's ROC-AUC, and of the model where it is the best. */
  note(epoch: number, rocAuc: number, learner: Learner): void {
    if (this.best === null || rocAuc > this.best.rocAuc) {
      this.best = { epoch, rocAuc, state: copyOf(learner.state()) };
    }
  }

  /** Whether training shall end after an epoch. */
  isOver(epoch: number): boolean {
    return this.best !== null && epoch - this.best.epoch >= this.#patience;
  }
}

function copyOf(state: Record<string, Tensor>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(state).map(([name, { shape, values }]) => [
      name,
      { shape, values: values.slice() },
    ]),
  );
}
