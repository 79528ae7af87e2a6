import type { Product } from "./product.ts";

/** Names of the files in a model folder, the thing that is deployed. */
export const MODEL_FILES = {
  /** Item rows to vectors. */
  embed: "embed.onnx",
  /** Pairs of item rows to probabilities. */
  score: "score.onnx",
  /** Baskets of item rows to the rows and probabilities of what goes with them. */
  neighbours: "neighbours.onnx",
  /** The tables that the three share: external data of ONNX. */
  weights: "weights.bin",
  /** The best neighbours of each item, worked out beforehand; optional. */
  lists: "lists.bin",
  /** Training pairs of each item, for explanations; optional. */
  pairs: "pairs.bin",
  /** One {@linkcode ModelItem} a line as JSON; line i is row i. */
  items: "items.ndjson",
  /** Where each line of the items begins, and how to find an id's line. */
  itemsIndex: "items.index",
  /** Which items have which words, for searches; optional. */
  searchIndex: "search.index",
  /** Approximate index of the candidates' vectors; optional. */
  index: "index.usearch",
  /** What each precision costs and loses; optional. */
  precision: "precision.json",
  /** The vectors as word2vec text; optional. */
  word2vec: "vectors.txt",
  /** The vectors as a NumPy array, float32, shape `[items, dimensions]`; optional. */
  npy: "vectors.npy",
  /** The id of each row of the NumPy array, one a line; optional. */
  ids: "ids.txt",
  /** The evaluator's metrics, where the model was evaluated. */
  metrics: "metrics.json",
  /** The model card. */
  card: "README.md",
} as const;

/** Names of the inputs and outputs of the ONNX models, with dtype and shape. */
export const MODEL_TENSORS = {
  /**
   * Rows asked for, int64: input of embed, shape `[batch]`, and of neighbours,
   * shape `[batch, basket]`.
   */
  item: "item",
  /**
   * What each item of a basket counts, float32, shape `[batch, basket]`, 0 or
   * more and not all 0: input of neighbours. A shorter basket is filled up with
   * one of its own rows, at a weight of 0.
   */
  weight: "weight",
  /**
   * Rows that must not be recommended, int64, shape `[batch, excluded]`, beside
   * the basket's own: input of neighbours. None is a second length of 0; a
   * shorter list is filled up by repeating one of its rows.
   */
  excluded: "excluded",
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
