/** The oracle of the pair step: slow, and by another way. @module */
import type { PairBatch } from "@kindred/core";
import type { PairModel } from "../pair_model.ts";
import type { PairLoss, PairStepSettings } from "../pair_step.ts";

/** All numbers of a model in double precision, to be differentiated by. */
export interface PairParameters {
  /** One vector an item; the same object as `targets` where there is one table. */
  anchors: number[][];
  /** One vector an item. */
  targets: number[][];
  /** One number an item. */
  biases: number[];
  /** One number in all. */
  globalBias: number[];
  /** What is added to the vectors where logits are taken; not trained. */
  context: { anchors: number[][]; targets: number[][] } | undefined;
  /** Of each item's l2, one number an item; not trained. */
  l2Scale: number[];
}

/** Returns a copy of a model's numbers. */
export function pairParametersOf(model: PairModel): PairParameters {
  const rowsOf = ({ values, itemCount, dimensions }: PairModel["anchors"]) =>
    Array.from(
      { length: itemCount },
      (_, i) => [...values.subarray(i * dimensions, (i + 1) * dimensions)],
    );
  const anchors = rowsOf(model.anchors);
  const biases = [...model.itemBias];
  return {
    anchors,
    targets: model.targets === model.anchors ? anchors : rowsOf(model.targets),
    biases,
    globalBias: [...model.globalBias],
    context: model.context && {
      anchors: rowsOf(model.context.anchors),
      targets: rowsOf(model.context.targets),
    },
    l2Scale: [...model.l2Scale ?? biases.map(() => 1)],
  };
}

/** One term of the loss. */
interface Term {
  u: number;
  v: number;
  label: number;
  weight: number;
  /** How often l2 of the target's vector counts. */
  l2Count: number;
}

/** Returns the terms of the group that begins with a pair. */
function termsOf(
  batch: PairBatch,
  first: number,
  negativeWeight: number,
): Term[] {
  const { negativesPerPair: k, sharedBy = 1, anchor, positive } = batch;
  const drawn = first / sharedBy * k;
  // By row: which place was its first.
  const negatives = new Map<number, number>();
  for (let at = drawn + k - 1; at >= drawn; at--) {
    negatives.set(batch.negative[at]!, at);
  }
  const terms: Term[] = [];
  const end = Math.min(first + sharedBy, anchor.length);
  for (let p = first; p < end; p++) {
    const [u, v] = [anchor[p]!, positive[p]!];
    if (u === v) continue;
    const [label, weight] = [batch.label?.[p] ?? 1, batch.weight?.[p] ?? 1];
    terms.push({ u, v, label, weight, l2Count: 1 });
    for (const [negative, at] of negatives) {
      const bits = batch.masked?.[at] ?? 0;
      const isMasked = bits.toString(2).at(first - p - 1) === "1";
      if (negative === u || negative === v || isMasked) continue;
      terms.push({
        u,
        v: negative,
        label: 0,
        weight: negativeWeight,
        l2Count: negativeWeight,
      });
    }
  }
  return terms;
}

function sumOf(vector: number[], other: number[] | undefined): number[] {
  return vector.map((value, d) => value + (other?.[d] ?? 0));
}

/** The loss of some terms by its textbook formula. */
function lossOf(parameters: PairParameters, terms: Term[], kind: PairLoss) {
  const { anchors, targets, biases, globalBias, context } = parameters;
  let sum = 0;
  for (const { u, v, label, weight } of terms) {
    const left = sumOf(anchors[u]!, context?.anchors[u]);
    const right = sumOf(targets[v]!, context?.targets[v]);
    const product = left.reduce((total, x, d) => total + x * right[d]!, 0);
    const logit = product + biases[u]! + biases[v]! + globalBias[0]!;
    const probability = 1 / (1 + Math.exp(-logit));
    sum += weight *
      (kind === "squared"
        ? (label - logit) ** 2 / 2
        : -label * Math.log(probability) -
          (1 - label) * Math.log(1 - probability));
  }
  return sum;
}

/**
 * Half the squared length of the vectors, each times its own scale: an anchor's
 * once a pair of the batch.
 */
function penaltyOf(
  { anchors, targets, l2Scale }: PairParameters,
  terms: Term[],
) {
  const squares = (table: number[][], row: number) =>
    l2Scale[row]! * table[row]!.reduce((sum, x) => sum + x ** 2, 0) / 2;
  const ofTargets = terms.map(({ v, l2Count }) =>
    l2Count * squares(targets, v)
  );
  const ofAnchors = [...new Set(terms.map(({ u }) => u))]
    .map((u) => squares(anchors, u));
  return [...ofTargets, ...ofAnchors].reduce((sum, term) => sum + term, 0);
}

/**
 * Oracle: descends group after group along numerical derivatives, and returns the
 * loss. Its l2 is that of the step only where no row recurs within a group.
 */
export function pairStepByDifferences(
  parameters: PairParameters,
  batch: PairBatch,
  settings: PairStepSettings,
): number {
  const { loss: kind, learningRate, biasRate, l2 } = settings;
  const { negativeWeight = 1 } = settings;
  const { anchors, targets, biases, globalBias } = parameters;
  const vectors = anchors === targets ? anchors : [...anchors, ...targets];
  let total = 0;
  for (let p = 0; p < batch.anchor.length; p += batch.sharedBy ?? 1) {
    const terms = termsOf(batch, p, negativeWeight);
    const objective = () =>
      lossOf(parameters, terms, kind) + l2 * penaltyOf(parameters, terms);
    const stepOf = (numbers: number[], rate: number) =>
      numbers.map((held, at) => {
        const width = 1e-5;
        numbers[at] = held + width;
        const above = objective();
        numbers[at] = held - width;
        const below = objective();
        numbers[at] = held;
        return -rate * (above - below) / (2 * width);
      });
    total += lossOf(parameters, terms, kind);
    // All derivatives before the first step.
    const steps = [
      ...vectors.map((vector) => [vector, stepOf(vector, learningRate)]),
      [biases, stepOf(biases, biasRate)],
      [globalBias, stepOf(globalBias, biasRate)],
    ] as const;
    for (const [numbers, step] of steps) {
      for (const [at, change] of step!.entries()) numbers![at]! += change;
    }
  }
  return total;
}
