import { resolveTrainOptions, type TrainOptions } from "../../train_options.ts";
import type { StepShape } from "./step_work.ts";

/**
 * Returns what a step of a training on the tensorflow engine is on.
 *
 * @param options The training's; where one is absent the recipe decides.
 * @param pairs Pairs of the batch.
 * @throws {RangeError} If an option is out of range, or two do not go together.
 *
 * @example
 * ```ts
 * import { stepShapeOf, stepWork } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * const shape = stepShapeOf({ optimizer: "adam" }, 8192);
 * assert.equal(shape.optimizer, "adam");
 * assert.ok(shape.hasContext); // The default recipe smooths.
 * assert.equal(stepWork(shape).operations, 221);
 * ```
 */
export function stepShapeOf(options: TrainOptions, pairs: number): StepShape {
  const resolved = resolveTrainOptions(options);
  const { negatives, negativesSharedBy, dimensions, tables } = resolved;
  const { optimizer, smoothing, l2, l2Power } = resolved;
  return {
    pairs,
    sharedBy: negativesSharedBy,
    negatives,
    dimensions,
    tables,
    optimizer,
    hasContext: smoothing > 0,
    // null is for what suits the pairs, which is never 0.
    hasL2: l2 !== 0,
    hasL2Scale: l2Power !== 0,
  };
}
