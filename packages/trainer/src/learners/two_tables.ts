import type { EmbeddingTable, ItemModel } from "@kindred/core";
import { dotReference } from "@kindred/kernels";

/** What a learner learns: one table, or two, and biases. */
export interface Parameters {
  /** Vectors as anchors. */
  anchors: EmbeddingTable;
  /** Vectors as targets: the same object where there is one table. */
  targets: EmbeddingTable;
  /** float32, shape `[items]`. */
  itemBias: Float32Array;
  /** The global bias. */
  globalBias: number;
  /** What is added to the vectors; absent where nothing is. */
  context?: { anchors: EmbeddingTable; targets: EmbeddingTable };
}

/**
 * Returns a model of one table or of two. Of two, u and v, a pair's score is the
 * mean of both ways round, (u_a · v_b + v_a · u_b) / 2: one table of twice the
 * width, [u | v] / √2, of which the halves are crossed. The context is not added.
 */
export function asItemModel(
  { anchors, targets, itemBias, globalBias }: Parameters,
): ItemModel {
  if (anchors === targets) {
    return { embeddings: anchors, itemBias, globalBias };
  }
  const { itemCount, dimensions } = anchors;
  const values = new Float32Array(2 * itemCount * dimensions);
  for (let i = 0; i < itemCount; i++) {
    for (const [half, table] of [anchors, targets].entries()) {
      const from = i * dimensions;
      const to = (2 * i + half) * dimensions;
      for (let c = 0; c < dimensions; c++) {
        values[to + c] = table.values[from + c]! * Math.SQRT1_2;
      }
    }
  }
  return {
    embeddings: { values, itemCount, dimensions: 2 * dimensions },
    itemBias,
    globalBias,
    crossed: true,
  };
}

/**
 * Returns the logits of pairs by {@linkcode asItemModel}, without making it, and with
 * the context added.
 */
export function logitsOf(
  { anchors, targets, itemBias, globalBias, context }: Parameters,
  left: Uint32Array,
  right: Uint32Array,
): Float32Array {
  const { dimensions: d } = anchors;
  const a = anchors.values;
  const t = targets.values;
  const addedToAnchors = context?.anchors.values;
  const addedToTargets = context?.targets.values;
  const dot = (u: number, v: number): number => {
    if (addedToAnchors === undefined || addedToTargets === undefined) {
      return dotReference(a, u, t, v, d);
    }
    let sum = 0;
    for (let c = 0; c < d; c++) {
      sum += (a[u + c]! + addedToAnchors[u + c]!) *
        (t[v + c]! + addedToTargets[v + c]!);
    }
    return sum;
  };
  const logits = new Float32Array(left.length);
  for (let p = 0; p < logits.length; p++) {
    const u = left[p]!;
    const v = right[p]!;
    // With one table both ways round are the same.
    const product = anchors === targets
      ? dot(u * d, v * d)
      : (dot(u * d, v * d) + dot(v * d, u * d)) / 2;
    logits[p] = product + itemBias[u]! + itemBias[v]! + globalBias;
  }
  return logits;
}
