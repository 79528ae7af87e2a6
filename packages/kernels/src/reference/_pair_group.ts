import type { EmbeddingTable, PairBatch } from "@kindred/core";
import type { PairModel } from "../pair_model.ts";
import type { PairLoss, PairStepSettings } from "../pair_step.ts";
import { sigmoid, softplus } from "../sigmoid.ts";
import { dotReference } from "./dot.ts";

/** Some pairs and the negatives they share; shapes `[s]` and `[K]`. */
export interface Group {
  anchor: Uint32Array;
  positive: Uint32Array;
  negative: Uint32Array;
  label: Float32Array | undefined;
  weight: Float32Array | undefined;
  /** Bit s of number k: pair s is passed over with negative k. */
  masked: Uint32Array | undefined;
}

/** Returns the group that begins with a pair: views, no copies. */
export function groupOf(batch: PairBatch, first: number): Group {
  const { anchor, positive, negative, negativesPerPair, sharedBy = 1 } = batch;
  const end = Math.min(anchor.length, first + sharedBy);
  const drawn = first / sharedBy * negativesPerPair;
  return {
    anchor: anchor.subarray(first, end),
    positive: positive.subarray(first, end),
    negative: negative.subarray(drawn, drawn + negativesPerPair),
    label: batch.label?.subarray(first, end),
    weight: batch.weight?.subarray(first, end),
    masked: batch.masked?.subarray(drawn, drawn + negativesPerPair),
  };
}

/** Whether pair s is passed over with negative k. */
function isPassedOver(group: Group, s: number, k: number): boolean {
  const row = group.negative[k]!;
  const isMasked = group.masked !== undefined &&
    (group.masked[k]! >>> s & 1) === 1;
  return isMasked || row === group.anchor[s] || row === group.positive[s] ||
    group.negative.indexOf(row) < k;
}

/**
 * A pair of an anchor with one of its targets: negative `k` of its group or, in
 * place K, its positive.
 */
export interface LabelledPair {
  /** Which pair of the group, and which target. */
  s: number;
  k: number;
  /** Row of the target. */
  target: number;
  /** Vectors of both, with their context, float32, shape `[d]`. */
  anchorVector: Float32Array;
  targetVector: Float32Array;
  /** What the logit should have more of, times the weight. */
  error: number;
  /** How much it counts. */
  weight: number;
}

/** The verdict on a group. */
export interface Verdict {
  /** All that are not passed over. */
  labelled: LabelledPair[];
  /** Summed over them. */
  loss: number;
}

/** Returns the errors and the loss of a group. */
export function judge(
  { anchors, targets, itemBias, globalBias, context }: PairModel,
  group: Group,
  { loss: kind, negativeWeight = 1 }: PairStepSettings,
): Verdict {
  const { anchor, positive, negative, label, weight } = group;
  const anchorAt = (row: number) => vectorOf(anchors, context?.anchors, row);
  const targetAt = (row: number) => vectorOf(targets, context?.targets, row);
  const negatives = Array.from(negative, targetAt);
  const verdict: Verdict = { labelled: [], loss: 0 };
  const add = (
    pair: Omit<LabelledPair, "error" | "weight">,
    l: number,
    w: number,
  ) => {
    const { s, target, anchorVector, targetVector } = pair;
    const x = itemBias[anchor[s]!]! + itemBias[target]! + globalBias[0]! +
      dotReference(anchorVector, 0, targetVector, 0, anchors.dimensions);
    const error = w * (l - (kind === "squared" ? x : sigmoid(x)));
    verdict.labelled.push({ ...pair, error, weight: w });
    verdict.loss += w * lossOf(kind, x, l);
  };
  for (let s = 0; s < anchor.length; s++) {
    if (anchor[s] === positive[s]) continue;
    const anchorVector = anchorAt(anchor[s]!);
    for (const [k, targetVector] of negatives.entries()) {
      if (isPassedOver(group, s, k)) continue;
      const target = negative[k]!;
      add({ s, k, target, anchorVector, targetVector }, 0, negativeWeight);
    }
    const k = negative.length;
    const target = positive[s]!;
    const targetVector = targetAt(target);
    const [l, w] = [label?.[s] ?? 1, weight?.[s] ?? 1];
    add({ s, k, target, anchorVector, targetVector }, l, w);
  }
  return verdict;
}

/** Returns an item's vector, and its context's added to it where there is one. */
function vectorOf(
  { values, dimensions }: EmbeddingTable,
  context: EmbeddingTable | undefined,
  row: number,
): Float32Array {
  const first = row * dimensions;
  const own = values.subarray(first, first + dimensions);
  if (context === undefined) return own;
  return own.map((value, i) => value + context.values[first + i]!);
}

function lossOf(kind: PairLoss, x: number, label: number): number {
  if (kind === "squared") return (label - x) ** 2 / 2;
  return label * softplus(-x) + (1 - label) * softplus(x);
}
