import type { Product } from "./product.ts";

/** Names of the files in a model folder, the thing that is deployed. */
export const MODEL_FILES = {
  /** Item rows to vectors. */
  embed: "embed.onnx",
  /** Pairs of item rows to probabilities. */
  score: "score.onnx",
  /** Item rows to the rows and probabilities of their nearest items. */
  neighbours: "neighbours.onnx",
  /** The tables that the three share: external data of ONNX. */
  weights: "weights.bin",
  /** One {@linkcode ModelItem} a line as JSON; line i is row i. */
  items: "items.ndjson",
  /** The evaluator's metrics, where the model was evaluated. */
  metrics: "metrics.json",
  /** The model card. */
  card: "README.md",
} as const;

/** Names of the inputs and outputs of the ONNX models, with dtype and shape. */
export const MODEL_TENSORS = {
  /** Rows asked for, int64, shape `[batch]`: input of embed and neighbours. */
  item: "item",
  /** One row of each pair, int64, shape `[batch]`: input of score. */
  left: "left",
  /** The other row of each pair, int64, shape `[batch]`: input of score. */
  right: "right",
  /** How many neighbours, int64, shape `[1]`: input of neighbours. */
  k: "k",
  /** float32, shape `[batch, dimensions]`: output of embed. */
  vector: "vector",
  /** float32, shape `[batch]`: output of score. */
  probability: "probability",
  /** Rows, best first, int64, shape `[batch, k]`: output of neighbours. */
  neighbour: "neighbour",
  /** float32, shape `[batch, k]`: output of neighbours. */
  neighbourProbability: "neighbour_probability",
} as const;

/** What a model folder says of one item. */
export interface ModelItem extends Product {
  /** How many training pairs hold the item; 0 means that its vector is noise. */
  pairs: number;
}
