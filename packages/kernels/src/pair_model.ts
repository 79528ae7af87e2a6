import type { EmbeddingTable } from "@kindred/core";

/**
 * What is trained pair by pair. The logit of an anchor `u` with a target `v` is
 * `anchors[u] · targets[v] + itemBias[u] + itemBias[v] + globalBias[0]`.
 */
export interface PairModel {
  /** Vectors of items as anchors, float32, shape `[n, d]`. */
  anchors: EmbeddingTable;
  /** Vectors of items as positives and negatives: the same object, or as large. */
  targets: EmbeddingTable;
  /** One number an item, float32, shape `[n]`. */
  itemBias: Float32Array;
  /** One number for all pairs, float32, shape `[1]`. */
  globalBias: Float32Array;
  /**
   * What is added to each vector where logits and gradients are taken, and is
   * itself neither trained nor made smaller by l2: tables as large, float32, shape
   * `[n, d]`; the same object where there is one table. Default: nothing.
   */
  context?: { anchors: EmbeddingTable; targets: EmbeddingTable };
  /** L2 of each row as a multiple of that of all, float32, shape `[n]`. Default 1. */
  l2Scale?: Float32Array;
}
