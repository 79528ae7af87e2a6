import { type EmbeddingTable, KindredError } from "@kindred/core";
import { writeLines } from "../write_lines.ts";

/** Significant digits by which a number in single precision is told from all others. */
const DIGITS = 9;

/**
 * Writes vectors as word2vec text: a line with how many there are and how long they
 * are, then for each its id and its numbers. Read again, the numbers are the same.
 *
 * @param path A file that does not exist yet.
 * @param table The vectors.
 * @param ids The id of each row.
 * @param signal Stops the writing when it is aborted. Default: never.
 * @throws {KindredError} If an id holds white space: other readers would take it
 * for several.
 */
export async function writeWord2vec(
  path: string,
  { values, itemCount, dimensions }: EmbeddingTable,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const spaced = ids.find((id) => /\s/.test(id));
  if (spaced !== undefined) {
    throw new KindredError(
      `Cannot write word2vec text: ids must be without white space, got ${
        JSON.stringify(spaced)
      }`,
    );
  }
  function* lines(): Generator<string> {
    yield `${itemCount} ${dimensions}`;
    for (let row = 0; row < itemCount; row++) {
      let line = ids[row]!;
      for (let i = 0; i < dimensions; i++) {
        line += " " + values[row * dimensions + i]!.toPrecision(DIGITS);
      }
      yield line;
    }
  }
  await writeLines(path, lines(), signal);
}
