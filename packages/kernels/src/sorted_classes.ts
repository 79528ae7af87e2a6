import { sortFloats } from "./sort_floats.ts";

/** The scores of each class, ascending. */
export interface SortedClasses {
  /** Scores of the pairs labelled 1, float32, shape `[positives]`. */
  positives: Float32Array;
  /** Scores of the pairs labelled 0, float32, shape `[negatives]`. */
  negatives: Float32Array;
}

/**
 * Checks scored pairs and sorts each class by itself: two sorted classes are all
 * that a threshold metric needs.
 *
 * @param action What the caller is about to do, for the message.
 * @param scores float32, shape `[n]`; not changed.
 * @param labels uint8, shape `[n]`.
 * @throws {RangeError} If the lengths differ, a score is NaN, a label is neither
 * 0 nor 1, or a class is empty.
 */
export function sortClasses(
  action: string,
  scores: Float32Array,
  labels: Uint8Array,
): SortedClasses {
  const n = scores.length;
  if (labels.length !== n) {
    throw new RangeError(
      `Cannot ${action}: labels must have length ${n}, got ${labels.length}`,
    );
  }
  let positiveCount = 0;
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(scores[i])) {
      throw new RangeError(
        `Cannot ${action}: score ${i} must be a number, got NaN`,
      );
    }
    if (labels[i]! > 1) {
      throw new RangeError(
        `Cannot ${action}: label ${i} must be 0 or 1, got ${labels[i]}`,
      );
    }
    positiveCount += labels[i]!;
  }
  if (positiveCount === 0 || positiveCount === n) {
    throw new RangeError(
      `Cannot ${action}: both classes are needed, got ${positiveCount} positives and ${
        n - positiveCount
      } negatives`,
    );
  }
  const positives = new Float32Array(positiveCount);
  const negatives = new Float32Array(n - positiveCount);
  let p = 0, q = 0;
  for (let i = 0; i < n; i++) {
    if (labels[i] === 1) positives[p++] = scores[i]!;
    else negatives[q++] = scores[i]!;
  }
  return {
    positives: sortFloats(positives),
    negatives: sortFloats(negatives),
  };
}
