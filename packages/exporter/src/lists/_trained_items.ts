import type { ItemModel } from "@kindred/core";

/** The bias of items that must not be found: finite, and below every other score. */
const NEVER = -1e30;

/**
 * Returns the rows of the items that a training pair holds, ascending.
 *
 * @param pairCounts Training pairs that hold each item, uint32, shape `[n]`.
 * @param from First row to look at. Default 0.
 * @param to Row behind the last. Default all.
 */
export function trainedRows(
  pairCounts: Uint32Array,
  from = 0,
  to = pairCounts.length,
): Uint32Array {
  const rows = new Uint32Array(to - from);
  let count = 0;
  for (let row = from; row < to; row++) {
    if (pairCounts[row]! > 0) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/**
 * Returns a model by which untrained items come behind all others; their scores
 * are not {@linkcode isCandidateScore}s. The table of vectors is not copied.
 *
 * @param action What the caller is about to do, for the message.
 * @param model The model.
 * @param pairCounts Training pairs that hold each item.
 * @throws {RangeError} If there is not a number for each item.
 */
export function withUntrainedLast(
  action: string,
  model: ItemModel,
  pairCounts: Uint32Array,
): ItemModel {
  const { itemCount } = model.embeddings;
  if (pairCounts.length !== itemCount) {
    throw new RangeError(
      `Cannot ${action}: pair counts must have length ${itemCount}, got ${pairCounts.length}`,
    );
  }
  return {
    ...model,
    itemBias: model.itemBias.map((bias, row) =>
      pairCounts[row] === 0 ? NEVER : bias
    ),
  };
}

/** Returns whether a score by such a model is that of a trained item. */
export function isCandidateScore(score: number): boolean {
  return score > NEVER / 2;
}
