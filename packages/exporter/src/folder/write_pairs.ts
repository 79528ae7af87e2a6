import { encodePairsHeader, pairsLayout, type RowPairs } from "@kindred/core";
import { neighboursOf } from "@kindred/kernels";
import { TableFile } from "../table_file.ts";

/**
 * Writes the training pairs of each item, laid out as `pairsLayout()` of
 * `@kindred/core` says: explanations name them.
 *
 * @param path A file that does not exist yet.
 * @param pairs The training pairs, shape `[n]`.
 * @param itemCount How many items there are.
 * @param signal Stops the writing when it is aborted. Default: never.
 * @throws {RangeError} If lengths differ, or a row does not exist.
 */
export async function writePairs(
  path: string,
  pairs: RowPairs & { weight: Float32Array },
  itemCount: number,
  signal?: AbortSignal,
): Promise<void> {
  const { start, partner, weight } = neighboursOf(pairs, itemCount);
  const shape = { itemCount, partnerCount: partner.length };
  const layout = pairsLayout(shape);
  const file = await TableFile.create(path, signal);
  try {
    await file.write(encodePairsHeader(shape), 0);
    await file.write(start, layout.starts);
    await file.write(partner, layout.rows);
    await file.write(weight, layout.weights);
  } finally {
    await file.close();
  }
}
