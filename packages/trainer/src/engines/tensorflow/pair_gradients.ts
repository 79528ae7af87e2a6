import type { PairLoss } from "@kindred/kernels";
import type { DeviceTable } from "../../tensorflow/device_table.ts";
import type { OperationAttributes } from "../../tensorflow/operation_attributes.ts";
import type { Tensor, TensorflowApi } from "../../tensorflow/tensorflow_api.ts";
import type { BatchTensors } from "./batch_tensors.ts";

/** What is trained, on the device; letters as in {@linkcode BatchTensors}, d dimensions. */
export interface DeviceModel {
  /** Vectors as anchors and as targets, `[n, d]`: the same where there is one table. */
  anchors: DeviceTable;
  targets: DeviceTable;
  /** Shape `[n, 1]`. */
  itemBias: DeviceTable;
  /** Shape `[1, 1]`. */
  globalBias: DeviceTable;
  /** What is added to the vectors, `[n, d]` each. */
  context: { anchors: DeviceTable; targets: DeviceTable } | undefined;
  /** l2 of each row as a multiple of that of all, `[n, 1]`. */
  l2Scale: DeviceTable | undefined;
}

/** What gradients are taken of. */
export interface PairObjective {
  loss: PairLoss;
  /** How much a negative counts. */
  negativeWeight: number;
  /** Weight of half the squared length of each vector. */
  l2: number;
}

/** Gradients of one part of a batch, a row each. */
export interface PartGradients {
  /** Their rows in the table, int32, shape `[m]`. */
  rows: Tensor;
  /** Uphill in likelihood, l2 taken off, float32, shape `[m, d]`. */
  vectors: Tensor;
  /** Of their biases, float32, shape `[m, 1]`. */
  biases: Tensor;
  /** Labelled pairs that each comes from, 0 for none, float32, shape `[m, 1]`. */
  counts: Tensor;
  /** Most that the loss can be curved along the vector and the bias, `[m, 1]` each. */
  curvatures: Tensor;
  biasCurvatures: Tensor;
}

/** Gradients of a batch. */
export interface BatchGradients {
  anchors: PartGradients;
  positives: PartGradients;
  negatives: PartGradients;
  /** Of the global bias, float32, shape `[1, 1]`. */
  globalBias: Tensor;
  /** Most that the loss can be curved along it, float32, shape `[1, 1]`. */
  globalBiasCurvature: Tensor;
  /** Summed loss without l2, float32, shape `[1, 1]`. */
  loss: Tensor;
}

/**
 * Returns the gradients of a batch, as `pairBatchStepReference()` of
 * `@kindred/kernels` defines them, all from the model as it is now.
 *
 * @param api TensorFlow, within a `tidy`.
 * @param attributes Its attributes.
 * @param model The model.
 * @param batch The batch.
 * @param objective What it shall be better at.
 */
export function pairGradients(
  api: TensorflowApi,
  attributes: OperationAttributes,
  model: DeviceModel,
  batch: BatchTensors,
  { loss, negativeWeight, l2 }: PairObjective,
): BatchGradients {
  const { groups: g, sharedBy: s, negatives: k, counts, label, weight } = batch;
  const [, d] = model.anchors.shape;
  const { add, mul, neg, sum, reshape, matMul } = api;

  // own rows, and what logits are of: rows with their context
  const ownAnchors = model.anchors.gather(batch.anchor);
  const ownPositives = model.targets.gather(batch.positive);
  const ownNegatives = model.targets.gather(batch.negative);
  const inContext = (
    own: Tensor,
    context: DeviceTable | undefined,
    rows: Tensor,
  ) => context === undefined ? own : add(own, context.gather(rows));
  const { context } = model;
  // u is (g, s, d), p is (g, s, d), n is (g, k, d)
  const u = reshape(inContext(ownAnchors, context?.anchors, batch.anchor), [
    g,
    s,
    d,
  ]);
  const p = reshape(inContext(ownPositives, context?.targets, batch.positive), [
    g,
    s,
    d,
  ]);
  const n = reshape(inContext(ownNegatives, context?.targets, batch.negative), [
    g,
    k,
    d,
  ]);

  // logits: x+ is (g, s), x- is (g, s, k)
  const biasOf = (rows: Tensor, shape: number[]) =>
    reshape(model.itemBias.gather(rows), shape);
  const globalBias = reshape(model.globalBias.read(), [1]);
  const anchorBias = add(biasOf(batch.anchor, [g, s]), globalBias);
  const xPositive = add(
    add(sum(mul(u, p), 2), anchorBias),
    biasOf(batch.positive, [g, s]),
  );
  const xNegative = add(
    add(matMul(u, n, false, true), reshape(anchorBias, [g, s, 1])),
    biasOf(batch.negative, [g, 1, k]),
  );

  // kept is (g, s, k): 1 for a negative that counts with a pair
  const kept = keptOf(api, attributes, batch);
  const isLogistic = loss === "logistic";
  const valueOf = (x: Tensor) => isLogistic ? api.sigmoid(x) : x;
  const ePositive = mul(weight, api.sub(label, valueOf(xPositive)));
  const eNegative = mul(mul(kept, neg(valueOf(xNegative))), negativeWeight);

  // gradients: each is (rows, d)
  const flat = (x: Tensor, rows: number) => reshape(x, [rows, d]);
  const ofPositive = reshape(ePositive, [g, s, 1]);
  const gAnchors = flat(add(matMul(eNegative, n), mul(ofPositive, p)), g * s);
  const gPositives = flat(mul(ofPositive, u), g * s);
  const gNegatives = flat(matMul(eNegative, u, true, false), g * k);

  // weights times curvature: w+ is (g, s), w- is (g, s, k)
  const curved = isLogistic ? 1 / 4 : 1;
  const wPositive = mul(weight, curved);
  const wNegative = mul(kept, curved * negativeWeight);
  const squares = (x: Tensor) => sum(api.square(x), 2, true);
  // |n|² is (g, k, 1), |u|² and |p|² are (g, s, 1)
  const anchorSquares = add(
    reshape(matMul(wNegative, squares(n)), [g, s]),
    mul(wPositive, reshape(squares(p), [g, s])),
  );
  const uSquares = squares(u);

  const column = (x: Tensor, rows: number) => reshape(x, [rows, 1]);
  const pairCounts = column(counts, g * s);
  const negativeCounts = column(sum(kept, 1), g * k);
  /** Takes l2 off, and adds what it is curved. */
  const withL2 = (
    gradient: Tensor,
    curvature: Tensor,
    own: Tensor,
    rows: Tensor,
    times: Tensor,
  ): Pick<PartGradients, "vectors" | "curvatures"> => {
    if (l2 === 0) return { vectors: gradient, curvatures: curvature };
    const scaled = model.l2Scale === undefined
      ? times
      : mul(times, model.l2Scale.gather(rows));
    const shrink = mul(scaled, l2);
    return {
      vectors: api.sub(gradient, mul(shrink, own)),
      curvatures: add(curvature, shrink),
    };
  };
  const anchorErrors = add(sum(eNegative, 2), ePositive);
  const anchorWeights = add(sum(wNegative, 2), wPositive);
  const number = (x: Tensor) => reshape(sum(x), [1, 1]);
  return {
    anchors: {
      rows: batch.anchor,
      ...withL2(
        gAnchors,
        column(anchorSquares, g * s),
        ownAnchors,
        batch.anchor,
        pairCounts,
      ),
      biases: column(anchorErrors, g * s),
      biasCurvatures: column(anchorWeights, g * s),
      counts: pairCounts,
    },
    positives: {
      rows: batch.positive,
      ...withL2(
        gPositives,
        column(mul(wPositive, reshape(uSquares, [g, s])), g * s),
        ownPositives,
        batch.positive,
        pairCounts,
      ),
      biases: column(ePositive, g * s),
      biasCurvatures: column(wPositive, g * s),
      counts: pairCounts,
    },
    negatives: {
      rows: batch.negative,
      ...withL2(
        gNegatives,
        column(matMul(wNegative, uSquares, true, false), g * k),
        ownNegatives,
        batch.negative,
        mul(negativeCounts, negativeWeight),
      ),
      biases: column(sum(eNegative, 1), g * k),
      biasCurvatures: column(sum(wNegative, 1), g * k),
      counts: negativeCounts,
    },
    globalBias: number(anchorErrors),
    globalBiasCurvature: number(anchorWeights),
    loss: add(
      number(mul(weight, lossOf(api, isLogistic, xPositive, label))),
      mul(
        number(mul(kept, lossOf(api, isLogistic, xNegative, 0))),
        negativeWeight,
      ),
    ),
  };
}

/** Which negatives count with which pairs, float32, shape `[g, s, k]`. */
function keptOf(
  api: TensorflowApi,
  attributes: OperationAttributes,
  { groups: g, sharedBy: s, negatives: k, ...batch }: BatchTensors,
): Tensor {
  const { reshape, equal, mul, cast } = api;
  const drawn = reshape(batch.negative, [g, 1, k]);
  const isOther = (rows: Tensor): Tensor =>
    api.sub(1, cast(equal(drawn, reshape(rows, [g, s, 1])), "float32"));
  // bit s of pair s
  const bit = api.tensor(
    Int32Array.from({ length: s }, (_, at) => 1 << at),
    [1, s, 1],
    "int32",
  );
  const [bits] = api.backend().executeMultipleOutputs(
    "BitwiseAnd",
    [attributes.type("T", "int32")],
    [reshape(batch.passedOver, [g, 1, k]), bit],
    1,
  );
  const isLetIn = cast(equal(bits!, api.scalar(0, "int32")), "float32");
  return mul(
    mul(isLetIn, reshape(batch.counts, [g, s, 1])),
    mul(isOther(batch.anchor), isOther(batch.positive)),
  );
}

/** Loss of each logit, given labels. */
function lossOf(
  api: TensorflowApi,
  isLogistic: boolean,
  x: Tensor,
  label: Tensor | 0,
): Tensor {
  const { add, mul, sub, softplus, neg, square } = api;
  if (label === 0) return isLogistic ? softplus(x) : mul(square(x), 0.5);
  return isLogistic
    ? add(mul(softplus(neg(x)), label), mul(softplus(x), sub(1, label)))
    : mul(square(sub(label, x)), 0.5);
}
