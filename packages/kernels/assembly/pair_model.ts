// The model that pair steps are taken on.

/** Address of the anchors' vectors, float32 [n, d]. */
export let anchorTable: usize = 0;
/** Address of the targets' vectors, float32 [n, d]: may be the same. */
export let targetTable: usize = 0;
/** Address of the item biases, float32 [n]. */
export let itemBias: usize = 0;
/** Address of the global bias, float32 [1]. */
export let globalBias: usize = 0;
/**
 * Addresses of what is added to the vectors where logits and gradients are taken,
 * float32 [n, d], or 0: nothing.
 */
export let anchorContext: usize = 0;
export let targetContext: usize = 0;
/** Address of each row's multiple of l2, float32 [n], or 0: all are 1. */
export let l2Scale: usize = 0;
/** Numbers a vector, a multiple of 4. */
export let dimensions: u32 = 0;
/** Bytes a vector. */
export let rowBytes: usize = 0;

/** Sets what {@link pairSteps} trains from now on. */
export function setPairModel(
  anchors: usize,
  targets: usize,
  itemBiases: usize,
  global: usize,
  contextOfAnchors: usize,
  contextOfTargets: usize,
  scalesOfL2: usize,
  d: u32,
): void {
  anchorTable = anchors;
  targetTable = targets;
  itemBias = itemBiases;
  globalBias = global;
  anchorContext = contextOfAnchors;
  targetContext = contextOfTargets;
  l2Scale = scalesOfL2;
  dimensions = d;
  rowBytes = (<usize> d) << 2;
}
