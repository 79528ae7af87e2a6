/**
 * Checks scored pairs.
 *
 * @param action What the caller is about to do, for the message.
 * @param scores float32, shape `[n]`.
 * @param labels uint8, shape `[n]`.
 * @param unit What a score is called in the message: `score` or `logit`.
 * @returns How many labels are 1.
 * @throws {RangeError} If the lengths differ, a score is NaN, a label is neither
 * 0 nor 1, or a class is empty.
 */
export function checkScoredPairs(
  action: string,
  scores: Float32Array,
  labels: Uint8Array,
  unit: "score" | "logit" = "score",
): number {
  const n = scores.length;
  if (labels.length !== n) {
    throw new RangeError(
      `Cannot ${action}: labels must have length ${n}, got ${labels.length}`,
    );
  }
  let positives = 0;
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(scores[i])) {
      throw new RangeError(
        `Cannot ${action}: ${unit} ${i} must be a number, got NaN`,
      );
    }
    if (labels[i]! > 1) {
      throw new RangeError(
        `Cannot ${action}: label ${i} must be 0 or 1, got ${labels[i]}`,
      );
    }
    positives += labels[i]!;
  }
  if (positives === 0 || positives === n) {
    throw new RangeError(
      `Cannot ${action}: both classes are needed, got ${positives} positives and ${
        n - positives
      } negatives`,
    );
  }
  return positives;
}
