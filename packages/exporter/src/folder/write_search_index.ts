import { type Product, SearchIndexBuilder } from "@kindred/core";
import { writeFile } from "node:fs/promises";

/** Items between two looks at the signal. */
const CHUNK_SIZE = 10_000;

/**
 * Writes which items have which words, laid out as `searchIndexLayout()` of
 * `@kindred/core` says: searches read it.
 *
 * @param path A file that does not exist yet.
 * @param products One an item, one or more.
 * @param signal Stops the work when it is aborted. Default: never.
 */
export async function writeSearchIndex(
  path: string,
  products: readonly Product[],
  signal?: AbortSignal,
): Promise<void> {
  const builder = new SearchIndexBuilder(products.length);
  for (const [row, product] of products.entries()) {
    if (row % CHUNK_SIZE === 0) signal?.throwIfAborted();
    builder.add(product);
  }
  const file = await builder.finish(() => {
    signal?.throwIfAborted();
    return Promise.resolve();
  });
  await writeFile(path, file, { flag: "wx" });
}
