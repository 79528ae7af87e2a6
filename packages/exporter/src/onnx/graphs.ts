import { type ItemModel, MODEL_TENSORS } from "@kindred/core";
import {
  constant,
  externalTensor,
  type GraphParts,
  node,
  tensorType,
} from "./messages.ts";
import type { NodeProto, TensorProto } from "onnx-buf";
import type { WeightPlaces } from "./weights_file.ts";

const T = MODEL_TENSORS;

/** The shapes and weights that the graphs are built from. */
export interface GraphSource {
  /** The model; only its shape and global bias are read here. */
  model: ItemModel;
  /** Where its tables lie. */
  places: WeightPlaces;
}

/** Item rows to vectors. */
export function embedGraph({ model, places }: GraphSource): GraphParts {
  const { itemCount, dimensions } = model.embeddings;
  return {
    name: "kindred_embed",
    doc: "Rows of items to their vectors.",
    inputs: [tensorType(T.item, "int64", ["batch"])],
    outputs: [tensorType(T.vector, "float32", ["batch", dimensions])],
    tensors: [
      externalTensor("embeddings", [itemCount, dimensions], places.embeddings),
    ],
    nodes: [node("Gather", ["embeddings", T.item], [T.vector])],
  };
}

/** How long the halves of a vector are, where they cross. */
function halvesOf({ crossed, embeddings }: ItemModel): TensorProto[] {
  if (!crossed) return [];
  const half = BigInt(embeddings.dimensions / 2);
  return [constant("halves", BigInt64Array.of(half, half))];
}

/** Rows to what the other side's vectors are multiplied with: halves may cross. */
function partnerNodes(
  { crossed }: ItemModel,
  rows: string,
  vector: string,
): NodeProto[] {
  if (!crossed) return [node("Gather", ["embeddings", rows], [vector])];
  const [straight, first, second] = ["straight", "first", "second"].map(
    (part) => `${vector}_${part}`,
  ) as [string, string, string];
  return [
    node("Gather", ["embeddings", rows], [straight]),
    node("Split", [straight, "halves"], [first, second], { axis: 1 }),
    node("Concat", [second, first], [vector], { axis: 1 }),
  ];
}

/** Pairs of item rows to the probability that they go together. */
export function scoreGraph({ model, places }: GraphSource): GraphParts {
  const { itemCount, dimensions } = model.embeddings;
  return {
    name: "kindred_score",
    doc: "Pairs of item rows to the probability that they go together.",
    inputs: [
      tensorType(T.left, "int64", ["batch"]),
      tensorType(T.right, "int64", ["batch"]),
    ],
    outputs: [tensorType(T.probability, "float32", ["batch"])],
    tensors: [
      externalTensor("embeddings", [itemCount, dimensions], places.embeddings),
      externalTensor("item_bias", [itemCount], places.itemBias),
      constant("global_bias", Float32Array.of(model.globalBias), []),
      constant("last_axis", BigInt64Array.of(1n)),
      ...halvesOf(model),
    ],
    nodes: [
      node("Gather", ["embeddings", T.left], ["left_vector"]),
      ...partnerNodes(model, T.right, "right_vector"),
      node("Mul", ["left_vector", "right_vector"], ["products"]),
      node("ReduceSum", ["products", "last_axis"], ["dot"], { keepdims: 0 }),
      node("Gather", ["item_bias", T.left], ["left_bias"]),
      node("Gather", ["item_bias", T.right], ["right_bias"]),
      node("Add", ["dot", "left_bias"], ["with_left"]),
      node("Add", ["with_left", "right_bias"], ["with_both"]),
      node("Add", ["with_both", "global_bias"], ["logit"]),
      node("Sigmoid", ["logit"], [T.probability]),
    ],
  };
}

/** Item rows to the rows and probabilities of the `k` items that go with each. */
export function neighboursGraph({ model, places }: GraphSource): GraphParts {
  const { itemCount, dimensions } = model.embeddings;
  return {
    name: "kindred_neighbours",
    doc:
      "Rows of items to the rows and probabilities of the k items that go best " +
      "with each, best first, never the item itself nor an untrained one.",
    inputs: [
      tensorType(T.item, "int64", ["batch"]),
      tensorType(T.k, "int64", [1]),
    ],
    outputs: [
      tensorType(T.neighbour, "int64", ["batch", "k"]),
      tensorType(T.neighbourProbability, "float32", ["batch", "k"]),
    ],
    tensors: [
      externalTensor("embeddings", [itemCount, dimensions], places.embeddings),
      externalTensor("item_bias", [itemCount], places.itemBias),
      externalTensor("candidate_bias", [itemCount], places.candidateBias),
      constant("global_bias", Float32Array.of(model.globalBias), []),
      constant("never", Float32Array.of(-Infinity)),
      constant("last_axis", BigInt64Array.of(1n)),
      ...halvesOf(model),
    ],
    nodes: [
      ...partnerNodes(model, T.item, "query"),
      // scores[b, i] = query[b] · embeddings[i] + candidate_bias[i]
      node("Gemm", ["query", "embeddings", "candidate_bias"], ["scores"], {
        transB: 1,
      }),
      // scores[b, item[b]] = -Infinity: nothing goes with itself
      node("Unsqueeze", [T.item, "last_axis"], ["item_column"]),
      node("Shape", ["item_column"], ["column_shape"]),
      node("Expand", ["never", "column_shape"], ["never_column"]),
      node(
        "ScatterElements",
        ["scores", "item_column", "never_column"],
        ["candidates"],
        { axis: 1 },
      ),
      node("TopK", ["candidates", T.k], ["top_scores", T.neighbour], {
        axis: 1,
        largest: 1,
        sorted: 1,
      }),
      // The terms that are the same for all candidates come last, on k numbers.
      node("Gather", ["item_bias", "item_column"], ["query_bias"]),
      node("Add", ["top_scores", "query_bias"], ["with_query"]),
      node("Add", ["with_query", "global_bias"], ["logit"]),
      node("Sigmoid", ["logit"], [T.neighbourProbability]),
    ],
  };
}
