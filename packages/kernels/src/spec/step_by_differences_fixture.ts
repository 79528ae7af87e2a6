/** The oracle of the logistic step: slow, and by another way. @module */
import type { ItemModel, PairBatch } from "@kindred/core";
import type { StepRates } from "../reference/logistic_step.ts";

/** All numbers of a model in double precision, to be differentiated by. */
export interface Parameters {
  /** One vector an item. */
  vectors: number[][];
  /** One bias an item. */
  biases: number[];
  /** One number for all pairs. */
  globalBias: number;
}

/** Returns a copy of a model's numbers. */
export function parametersOf(model: ItemModel): Parameters {
  const { values, itemCount, dimensions } = model.embeddings;
  return {
    vectors: Array.from(
      { length: itemCount },
      (_, i) => [...values.subarray(i * dimensions, (i + 1) * dimensions)],
    ),
    biases: [...model.itemBias],
    globalBias: model.globalBias,
  };
}

/** The labelled pairs of one pair of a batch: the other row and its label. */
function targetsOf(batch: PairBatch, pair: number): [number, number][] {
  const { anchor, positive, negative, negativesPerPair: n } = batch;
  const drawn = [...negative.subarray(pair * n, (pair + 1) * n)]
    .filter((row) => row !== anchor[pair] && row !== positive[pair]);
  return [
    [positive[pair]!, 1],
    ...drawn.map((row): [number, number] => [row, 0]),
  ];
}

/** Oracle: cross entropy of one pair of a batch by its textbook formula, nats. */
export function crossEntropy(
  { vectors, biases, globalBias }: Parameters,
  batch: PairBatch,
  pair: number,
): number {
  const u = batch.anchor[pair]!;
  let sum = 0;
  for (const [v, label] of targetsOf(batch, pair)) {
    const product = vectors[u]!.reduce(
      (total, value, d) => total + value * vectors[v]![d]!,
      0,
    );
    const logit = product + biases[u]! + biases[v]! + globalBias;
    const probability = 1 / (1 + Math.exp(-logit));
    sum -= label * Math.log(probability) +
      (1 - label) * Math.log(1 - probability);
  }
  return sum;
}

/** The loss that a step descends: cross entropy and L2 of what it touches. */
function objective(
  parameters: Parameters,
  batch: PairBatch,
  pair: number,
  l2: number,
): number {
  const rows = [
    batch.anchor[pair]!,
    ...targetsOf(batch, pair).map(([row]) => row),
  ];
  const squares = rows.flatMap((row) => parameters.vectors[row]!)
    .reduce((sum, value) => sum + value ** 2, 0);
  return crossEntropy(parameters, batch, pair) + l2 / 2 * squares;
}

/** Derivative of `loss` by one number of the parameters, by central differences. */
function derivative(
  numbers: number[],
  at: number,
  loss: () => number,
): number {
  const held = numbers[at]!;
  const width = 1e-5;
  numbers[at] = held + width;
  const above = loss();
  numbers[at] = held - width;
  const below = loss();
  numbers[at] = held;
  return (above - below) / (2 * width);
}

/** Oracle: descends pair after pair along numerical derivatives. */
export function stepByDifferences(
  parameters: Parameters,
  batch: PairBatch,
  { learningRate, biasRate, l2 }: StepRates,
): number {
  let total = 0;
  for (const pair of batch.anchor.keys()) {
    total += crossEntropy(parameters, batch, pair);
    const loss = (): number => objective(parameters, batch, pair, l2);
    const vectorSteps = parameters.vectors.map((vector) =>
      vector.map((_, d) => -learningRate * derivative(vector, d, loss))
    );
    const biasSteps = parameters.biases.map((_, row) =>
      -biasRate * derivative(parameters.biases, row, loss)
    );
    const global = [parameters.globalBias];
    const globalStep = -biasRate * derivative(global, 0, () => {
      parameters.globalBias = global[0]!;
      return loss();
    });
    parameters.globalBias = global[0]! + globalStep;
    parameters.vectors = parameters.vectors.map((vector, row) =>
      vector.map((value, d) => value + vectorSteps[row]![d]!)
    );
    parameters.biases = parameters.biases.map((bias, row) =>
      bias + biasSteps[row]!
    );
  }
  return total;
}
