import { type ItemModel, vectorIndexLayout } from "@kindred/core";
import { queryVector } from "@kindred/kernels";

/** The largest number in half precision. */
const LARGEST_HALF = 65504;

/** Turns a model's vectors into those of an index of inner products. */
export interface IndexVectors {
  /** Numbers in a vector of the index. */
  width: number;
  /** Returns the vectors of candidates, float32, shape `[rows, width]`. */
  of(rows: Uint32Array): Float32Array;
  /**
   * Returns what finds an item's neighbours, float32, shape `[width]`: its inner
   * product with a candidate's vector is the candidate's score.
   */
  query(row: number): Float32Array;
}

/**
 * Returns the vectors of an approximate index: a candidate's has its bias as one
 * more number, which meets a 1, and one more, which meets a 0. That is 0 too, or
 * else makes all candidates' vectors equally long, so that the nearest by inner
 * product are the nearest by distance (Bachrach and others, 2014,
 * doi 10.1145/2645710.2645741).
 *
 * @param model The model.
 * @param candidates Rows of the candidates.
 * @param equalLengths Whether to make them equally long.
 * @throws {RangeError} If a vector is too long for half precision.
 */
export function indexVectors(
  model: ItemModel,
  candidates: Uint32Array,
  equalLengths: boolean,
): IndexVectors {
  const { embeddings: { values, dimensions }, itemBias } = model;
  const { width } = vectorIndexLayout({
    candidateCount: candidates.length,
    dimensions,
    bodyBytes: 0,
  });
  const squaredLength = (row: number): number => {
    let sum = itemBias[row]! ** 2;
    for (let j = 0; j < dimensions; j++) {
      sum += values[row * dimensions + j]! ** 2;
    }
    return sum;
  };
  let longest = 0;
  for (const row of candidates) longest = Math.max(longest, squaredLength(row));
  if (Math.sqrt(longest) > LARGEST_HALF) {
    throw new RangeError(
      `Cannot make an approximate index: vectors must be at most ${LARGEST_HALF} long, got ${
        Math.sqrt(longest)
      }`,
    );
  }
  return {
    width,
    of(rows) {
      const vectors = new Float32Array(rows.length * width);
      for (const [at, row] of rows.entries()) {
        const start = row * dimensions;
        vectors.set(values.subarray(start, start + dimensions), at * width);
        vectors[at * width + dimensions] = itemBias[row]!;
        if (equalLengths) {
          vectors[at * width + dimensions + 1] = Math.sqrt(
            longest - squaredLength(row),
          );
        }
      }
      return vectors;
    },
    query(row) {
      const vector = new Float32Array(width);
      vector.set(queryVector(model, row));
      vector[dimensions] = 1;
      return vector;
    },
  };
}
