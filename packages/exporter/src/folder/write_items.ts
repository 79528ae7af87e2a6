import { MODEL_FILES, type ModelItem, type Product } from "@kindred/core";
import { join } from "node:path";
import { writeLines } from "../write_lines.ts";

/**
 * Writes the items of a model, one a line as JSON: line i is row i.
 *
 * @param directory Where.
 * @param products One an item.
 * @param pairCounts Training pairs of each item, uint32, shape `[items]`.
 * @param signal Stops the writing when it is aborted. Default: never.
 */
export async function writeItems(
  directory: string,
  products: readonly Product[],
  pairCounts: Uint32Array,
  signal?: AbortSignal,
): Promise<void> {
  function* lines(): Generator<string> {
    for (const [row, product] of products.entries()) {
      const item: ModelItem = { ...product, pairs: pairCounts[row]! };
      yield JSON.stringify(item);
    }
  }
  await writeLines(join(directory, MODEL_FILES.items), lines(), signal);
}
