import { type EmbeddingTable, KindredError } from "@kindred/core";

/** Vectors from outside, and what their items are called. */
export interface ImportedVectors {
  /** The vectors, in the file's order. */
  table: EmbeddingTable;
  /** The id of each row; distinct, none empty. */
  ids: string[];
}

/**
 * Returns the error for a file of vectors that is not as it must be.
 *
 * @param path The file.
 * @param where The place in it, such as `line 3`; empty for the file as a whole.
 * @param must What must hold.
 * @param got What was found.
 */
export function importError(
  path: string,
  where: string,
  must: string,
  got: string | number,
): KindredError {
  const place = where === "" ? `"${path}"` : `"${path}", ${where}`;
  return new KindredError(`Cannot read ${place}: ${must}, got ${got}`);
}

/** Most numbers of a table: what one array of this runtime holds for sure. */
const MOST_NUMBERS = 2 ** 32 - 1;

/**
 * Returns a table of zeros to read into.
 *
 * @param path The file, for the message.
 * @param where Where it says how large it is.
 * @param itemCount Rows, as the file says.
 * @param dimensions Numbers a row, as the file says.
 * @throws {KindredError} If there is nothing, or more than an array holds.
 */
export function newTable(
  path: string,
  where: string,
  itemCount: number,
  dimensions: number,
): EmbeddingTable {
  const size = itemCount * dimensions;
  if (!(itemCount >= 1 && dimensions >= 1 && size <= MOST_NUMBERS)) {
    throw importError(
      path,
      where,
      `there must be at least one vector of at least one number, and at most ${MOST_NUMBERS} numbers`,
      `${itemCount} vectors of ${dimensions}`,
    );
  }
  return { values: new Float32Array(size), itemCount, dimensions };
}

/**
 * Checks what was read.
 *
 * @param path The file of the vectors, for the message.
 * @param vectors What was read of it.
 * @param idsPath The file of the ids, for the message. Default `path`.
 * @returns `vectors`.
 * @throws {KindredError} If an id is empty or occurs twice, ids and vectors are not
 * equally many, or a number is not finite.
 */
export function checkImported(
  path: string,
  vectors: ImportedVectors,
  idsPath = path,
): ImportedVectors {
  const { table: { values, itemCount, dimensions }, ids } = vectors;
  if (ids.length !== itemCount) {
    throw importError(
      idsPath,
      "",
      `it must have an id for each of ${itemCount} vectors`,
      ids.length,
    );
  }
  const rowOf = new Map<string, number>();
  for (const [row, id] of ids.entries()) {
    const first = rowOf.get(id);
    if (id === "" || first !== undefined) {
      throw importError(
        idsPath,
        `item ${row + 1}`,
        "ids must be distinct, and none empty",
        first === undefined
          ? "an empty one"
          : `"${id}" of item ${first + 1} again`,
      );
    }
    rowOf.set(id, row);
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      const row = Math.floor(i / dimensions);
      throw importError(
        path,
        `item ${row + 1} ("${ids[row]}"), number ${i % dimensions + 1}`,
        "numbers must be finite in single precision",
        values[i]!,
      );
    }
  }
  return vectors;
}
