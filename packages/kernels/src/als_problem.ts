import type { EmbeddingTable } from "@kindred/core";
import { checkNeighbours } from "./check_neighbours.ts";
import type { Neighbours } from "./neighbours.ts";
import { checkRowRange, type RowRange } from "./row_range.ts";

/** One half of alternating least squares: a table to solve, given the other. */
export interface AlsProblem {
  /** The table to solve, shape `[n, d]`; what it holds is where the search begins. */
  solved: EmbeddingTable;
  /** The other table, V, shape `[k, d]`: not changed, no part of `solved`. */
  fixed: EmbeddingTable;
  /** VᵀV over all rows of `fixed`, float32, shape `[d, d]`, symmetric. */
  gram: Float32Array;
  /** Neighbours of each row of `solved`, which are rows of `fixed`. */
  neighbours: Neighbours;
}

/** Settings of a half step of alternating least squares. */
export interface AlsSettings {
  /**
   * How much every pair counts as one that does not go together, a: >= 0, where
   * a known pair of weight 1 counts 1.
   */
  unobservedWeight: number;
  /** Regularization, r, >= 0, as a share of what a row's pairs count. */
  regularization: number;
  /** Steps of the conjugate gradient, a whole number >= 0. Default 3. */
  steps?: number;
}

/** {@linkcode AlsSettings.steps} where it is not given: the paper's choice. */
export const DEFAULT_ALS_STEPS = 3;

/**
 * Checks what a solver of rows is given, whichever solver it is.
 *
 * @param problem The tables and what joins them.
 * @param rows Which rows.
 * @param settings See {@linkcode AlsSettings}.
 * @throws {RangeError} If shapes do not fit, the tables are one, the rows are
 * not within the table, a neighbour does not exist, or a setting is out of
 * range.
 */
export function checkAlsProblem(
  { solved, fixed, gram, neighbours }: AlsProblem,
  rows: RowRange,
  { unobservedWeight, regularization, steps = 0 }: AlsSettings,
): void {
  const require = (holds: boolean, what: string, actual: unknown): void => {
    if (!holds) {
      throw new RangeError(`Cannot solve rows: ${what}, got ${actual}`);
    }
  };
  const d = solved.dimensions;
  require(
    fixed.dimensions === d,
    `both tables must have ${d} dimensions`,
    fixed.dimensions,
  );
  require(
    gram.length === d * d,
    `gram must have length ${d * d}`,
    gram.length,
  );
  require(
    solved.values !== fixed.values,
    "the tables must be two",
    "the same one twice",
  );
  require(
    unobservedWeight >= 0 && unobservedWeight < Infinity,
    "the unobserved weight must be a number >= 0",
    unobservedWeight,
  );
  require(
    regularization >= 0 && regularization < Infinity,
    "the regularization must be a number >= 0",
    regularization,
  );
  require(
    Number.isInteger(steps) && steps >= 0,
    "steps must be a whole number >= 0",
    steps,
  );
  checkRowRange("solve rows", rows, solved.itemCount);
  checkNeighbours("solve rows", neighbours, rows, {
    rows: solved.itemCount,
    partners: fixed.itemCount,
  });
}
