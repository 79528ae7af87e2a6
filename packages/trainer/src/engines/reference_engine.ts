import { logisticStepReference } from "@kindred/kernels";
import type { TrainEngine } from "./train_engine.ts";

/**
 * The engine in plain TypeScript: one thread, no dependency, the same numbers
 * everywhere. The oracle of every other engine.
 */
export const referenceEngine: TrainEngine = {
  name: "reference",
  device: "cpu",
  start(model) {
    return {
      step: (batch, rates) => logisticStepReference(model, batch, rates),
      read: () => model,
      close() {},
    };
  },
};
