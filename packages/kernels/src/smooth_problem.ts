import type { EmbeddingTable } from "@kindred/core";
import { checkNeighbours } from "./check_neighbours.ts";
import type { Neighbours } from "./neighbours.ts";
import { checkRowRange, type RowRange } from "./row_range.ts";

/** What is smoothed, and over which neighbours. */
export interface SmoothProblem {
  /** The vectors, shape `[n, d]`. */
  table: EmbeddingTable;
  /** Each row's neighbours, told in both directions; their weights are not used. */
  neighbours: Neighbours;
  /** Receives the result, shape `[n, d]`: no part of `table`. */
  out: EmbeddingTable;
}

/** Settings of smoothing. */
export interface SmoothSettings {
  /** How much of its neighbours' vectors a row gets. */
  strength: number;
  /** How much of its own vector a row keeps. Default 1. */
  keep?: number;
  /**
   * What a neighbour's vector is divided by: "mean" the row's neighbours, or
   * "symmetric" the root of the row's times the neighbour's own, so that popular
   * items pull less. Default "mean".
   */
  normalization?: "mean" | "symmetric";
}

/**
 * Checks what a version of smoothing is given, whichever it is.
 *
 * @param problem The tables and the neighbours.
 * @param rows Which rows.
 * @param settings See {@linkcode SmoothSettings}.
 * @throws {RangeError} If shapes do not fit, the tables are one, the rows are
 * not within the table, a neighbour does not exist, or a setting is not finite.
 */
export function checkSmoothProblem(
  { table, neighbours, out }: SmoothProblem,
  rows: RowRange,
  { strength, keep = 1 }: SmoothSettings,
): void {
  const { itemCount: n, dimensions: d } = table;
  if (out.itemCount !== n || out.dimensions !== d) {
    throw new RangeError(
      `Cannot smooth rows: out must have shape [${n}, ${d}], got [${out.itemCount}, ${out.dimensions}]`,
    );
  }
  if (out.values === table.values) {
    throw new RangeError(
      "Cannot smooth rows: the tables must be two, got the same one twice",
    );
  }
  for (const [name, value] of Object.entries({ strength, keep })) {
    if (!Number.isFinite(value)) {
      throw new RangeError(
        `Cannot smooth rows: ${name} must be finite, got ${value}`,
      );
    }
  }
  checkRowRange("smooth rows", rows, n);
  checkNeighbours("smooth rows", neighbours, rows, { rows: n, partners: n });
}
