import { type ItemModel, MODEL_TENSORS } from "@kindred/core";
import type { NodeProto, TensorProto } from "onnx-buf";
import type { VectorTable } from "../precision/vector_table.ts";
import { constant, type GraphParts, node, tensorType } from "./messages.ts";

const T = MODEL_TENSORS;

/** What the graphs are built from. */
export interface GraphSource {
  /** The model; only its shape and global bias are read here. */
  model: ItemModel;
  /** Its vectors, in the precision in which they were written. */
  table: VectorTable;
  /**
   * What was written: the table's own tensors, `item_bias` and
   * `candidate_bias`, see `writeWeights`.
   */
  weights: TensorProto[];
}

/** Item rows to vectors. */
export function embedGraph(
  { model: { embeddings: { dimensions } }, table, weights }: GraphSource,
): GraphParts {
  return {
    name: "kindred_embed",
    doc: "Rows of items to their vectors.",
    inputs: [tensorType(T.item, "int64", ["batch"])],
    outputs: [tensorType(T.vector, "float32", ["batch", dimensions])],
    tensors: weights,
    nodes: table.gather(T.item, T.vector, 1),
  };
}

/** Pairs of item rows to the probability that they go together. */
export function scoreGraph(
  { model, table, weights }: GraphSource,
): GraphParts {
  return {
    name: "kindred_score",
    doc: "Pairs of item rows to the probability that they go together.",
    inputs: [
      tensorType(T.left, "int64", ["batch"]),
      tensorType(T.right, "int64", ["batch"]),
    ],
    outputs: [tensorType(T.probability, "float32", ["batch"])],
    tensors: [...weights, ...constantsOf(model)],
    nodes: [
      ...table.gather(T.left, "left_vector", 1),
      ...table.gather(T.right, "right_straight", 1),
      ...partnerNodes(model, "right_straight", "right_vector"),
      node("Mul", ["left_vector", "right_vector"], ["products"]),
      node("ReduceSum", ["products", "axis_1"], ["dot"], { keepdims: 0 }),
      node("Gather", ["item_bias", T.left], ["left_bias"]),
      node("Gather", ["item_bias", T.right], ["right_bias"]),
      node("Add", ["dot", "left_bias"], ["with_left"]),
      node("Add", ["with_left", "right_bias"], ["with_both"]),
      node("Add", ["with_both", "global_bias"], ["logit"]),
      node("Sigmoid", ["logit"], [T.probability]),
    ],
  };
}

/** Baskets of item rows to the `k` items that go with each as a whole. */
export function neighboursGraph(
  { model, table, weights }: GraphSource,
): GraphParts {
  return {
    name: "kindred_neighbours",
    doc: "Baskets of item rows, each row with a weight, to the rows and " +
      "probabilities of the k items that go best with each basket, best first: " +
      "never one of the basket, an excluded nor an untrained one.",
    inputs: [
      tensorType(T.item, "int64", ["batch", "basket"]),
      tensorType(T.weight, "float32", ["batch", "basket"]),
      tensorType(T.excluded, "int64", ["batch", "excluded"]),
      tensorType(T.k, "int64", [1]),
    ],
    outputs: [
      tensorType(T.neighbour, "int64", ["batch", "k"]),
      tensorType(T.neighbourProbability, "float32", ["batch", "k"]),
    ],
    tensors: [...weights, ...constantsOf(model)],
    nodes: [
      // share[b, m] = weight[b, m] / Σ_m weight[b, m]
      node("ReduceSum", [T.weight, "axis_1"], ["whole"], { keepdims: 1 }),
      node("Div", [T.weight, "whole"], ["share"]),
      // mean[b] = Σ_m share[b, m] · vectors[item[b, m]]
      ...table.gather(T.item, "basket_vectors", 2),
      node("Unsqueeze", ["share", "axis_1"], ["share_row"]),
      node("MatMul", ["share_row", "basket_vectors"], ["mean_row"]),
      node("Squeeze", ["mean_row", "axis_1"], ["mean"]),
      ...partnerNodes(model, "mean", "query"),
      // scores[b, i] = query[b] · vectors[i] + candidate_bias[i]
      ...table.score("query", "candidate_bias", "scores"),
      // -Infinity for what is in the basket, and for what is excluded.
      node("Concat", [T.item, T.excluded], ["no_candidates"], { axis: 1 }),
      node("Shape", ["no_candidates"], ["no_candidates_shape"]),
      node("Expand", ["never", "no_candidates_shape"], ["nevers"]),
      node(
        "ScatterElements",
        ["scores", "no_candidates", "nevers"],
        ["candidates"],
        { axis: 1 },
      ),
      node("TopK", ["candidates", T.k], ["top_scores", T.neighbour], {
        axis: 1,
        largest: 1,
        sorted: 1,
      }),
      // The terms that are the same for all candidates come last, on k numbers.
      node("Gather", ["item_bias", T.item], ["basket_biases"]),
      node("Mul", ["share", "basket_biases"], ["shared_biases"]),
      node("ReduceSum", ["shared_biases", "axis_1"], ["query_bias"], {
        keepdims: 1,
      }),
      node("Add", ["top_scores", "query_bias"], ["with_query"]),
      node("Add", ["with_query", "global_bias"], ["logit"]),
      node("Sigmoid", ["logit"], [T.neighbourProbability]),
    ],
  };
}

/** The numbers that our own nodes take. */
function constantsOf({ embeddings, globalBias }: ItemModel): TensorProto[] {
  const half = BigInt(Math.floor(embeddings.dimensions / 2));
  return [
    constant("global_bias", Float32Array.of(globalBias), []),
    constant("never", Float32Array.of(-Infinity)),
    constant("axis_1", BigInt64Array.of(1n)),
    constant("halves", BigInt64Array.of(half, half)),
  ];
}

/** Vectors to what the other side's are multiplied with: halves may cross. */
function partnerNodes(
  { crossed }: ItemModel,
  straight: string,
  vector: string,
): NodeProto[] {
  if (!crossed) return [node("Identity", [straight], [vector])];
  const [first, second] = [`${vector}_first`, `${vector}_second`];
  return [
    node("Split", [straight, "halves"], [first, second], { axis: 1 }),
    node("Concat", [second, first], [vector], { axis: 1 }),
  ];
}
