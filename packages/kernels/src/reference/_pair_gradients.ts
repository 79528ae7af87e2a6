import type { PairBatch } from "@kindred/core";
import type { Group, Verdict } from "./_pair_group.ts";

/** What moves one row: its gradient, and that of its bias. */
export interface Gradient {
  row: number;
  /** float64, shape `[d]`. */
  vector: Float64Array;
  bias: number;
  /** Labelled pairs it comes from; without one the row stays. */
  count: number;
  /** Summed weight of these pairs. */
  weight: number;
  /** The same, each times the squared length of the other vector. */
  weightedSquares: number;
}

/** Gradients of a group, in arrays that the next group uses again. */
export interface Gradients {
  /** By place among the negatives. */
  negatives: Gradient[];
  /** By pair. */
  positives: Gradient[];
  /** By pair. */
  anchors: Gradient[];
}

/** Returns room for the gradients of any group of a batch. */
export function createGradients(
  dimensions: number,
  { negativesPerPair, anchor, sharedBy = 1 }: PairBatch,
): Gradients {
  const pairs = Math.min(sharedBy, anchor.length);
  const several = (length: number): Gradient[] =>
    Array.from({ length }, () => ({
      row: 0,
      vector: new Float64Array(dimensions),
      bias: 0,
      count: 0,
      weight: 0,
      weightedSquares: 0,
    }));
  return {
    negatives: several(negativesPerPair),
    positives: several(pairs),
    anchors: several(pairs),
  };
}

/**
 * Makes the gradients of a group out of its errors and vectors.
 *
 * @param gradients Receives them.
 * @param group The group.
 * @param verdict Its errors.
 * @param withSquares Whether `weightedSquares` are wanted too. Default false.
 */
export function fillGradients(
  { negatives, positives, anchors }: Gradients,
  { anchor, negative }: Group,
  { labelled }: Verdict,
  withSquares: boolean = false,
): void {
  for (const gradient of [...negatives, ...positives, ...anchors]) {
    gradient.vector.fill(0);
    gradient.bias = 0;
    gradient.count = 0;
    gradient.weight = 0;
    gradient.weightedSquares = 0;
  }
  for (const pair of labelled) {
    const { s, k, target, anchorVector, targetVector, error, weight } = pair;
    const ofAnchor = anchors[s]!;
    const ofTarget = k < negative.length ? negatives[k]! : positives[s]!;
    for (let i = 0; i < anchorVector.length; i++) {
      ofTarget.vector[i]! += error * anchorVector[i]!;
      ofAnchor.vector[i]! += error * targetVector[i]!;
    }
    ofAnchor.row = anchor[s]!;
    ofTarget.row = target;
    for (
      const [gradient, other] of [
        [ofAnchor, targetVector],
        [ofTarget, anchorVector],
      ] as const
    ) {
      gradient.bias += error;
      gradient.count++;
      gradient.weight += weight;
      if (withSquares) {
        gradient.weightedSquares += weight * squaredLength(other);
      }
    }
  }
}

function squaredLength(vector: Float32Array): number {
  return vector.reduce((sum, value) => sum + value * value, 0);
}
