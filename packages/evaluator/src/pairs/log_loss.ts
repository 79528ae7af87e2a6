import { softplus } from "@kindred/kernels";
import { checkScoredPairs } from "./_check_scored_pairs.ts";

/**
 * Returns the mean logistic loss of scored item pairs: how many nats their labels
 * are surprising to the scorer.
 *
 * With p = 1 / (1 + e^-z), the loss of a positive is -ln p = ln(1 + e^-z) and
 * that of a negative -ln(1 - p) = ln(1 + e^z). Both are the softplus of the logit
 * that speaks for the other label, so p, which rounds to 0 or 1, is never needed:
 * the loss is exact and finite for every finite logit.
 *
 * @param logits Logit of each pair, in nats, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @returns A number >= 0, in nats; ln 2 is that of a scorer that knows nothing
 * of as many positives as negatives.
 * @throws {RangeError} If the lengths differ, a logit is NaN, a label is neither
 * 0 nor 1, or either class is empty.
 *
 * @example
 * ```ts
 * import { logLoss } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const labels = Uint8Array.of(1, 0);
 * assert.equal(logLoss(Float32Array.of(0, 0), labels), Math.LN2);
 * assert.equal(logLoss(Float32Array.of(-1000, -1000), labels), 500);
 * ```
 */
export function logLoss(logits: Float32Array, labels: Uint8Array): number {
  checkScoredPairs("compute the log loss", logits, labels, "logit");
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    sum += softplus(labels[i] === 1 ? -logits[i]! : logits[i]!);
  }
  return sum / logits.length;
}
