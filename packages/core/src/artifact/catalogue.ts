import type { DuckDBListValue } from "@duckdb/node-api";
import { join } from "node:path";
import type { CataloguePairs } from "../catalogue_pairs.ts";
import type { NumberColumn } from "../parquet/number_column.ts";
import {
  readColumnNames,
  readNumberColumns,
} from "../parquet/number_columns.ts";
import { queryRows } from "../parquet/query_rows.ts";
import { sqlParquet, withDuckDb } from "../parquet/with_duckdb.ts";
import type { Product } from "../product.ts";
import { type RelatedPairs, type Relation, RELATIONS } from "../relation.ts";
import type { Artifact } from "./open_artifact.ts";

/** Names of the files in a catalogue folder. */
export const CATALOGUE_FILES = {
  /** Columns id, title, brand, price, categories; row i is item i. */
  items: "items.parquet",
  /**
   * Columns left, right and either one of directions for each relation, or
   * weight and, where the source has times, time.
   */
  pairs: "pairs.parquet",
  /** What was read and what was skipped. */
  report: "report.json",
} as const;

/**
 * Reads the products of a catalogue, in row order.
 *
 * @param catalogue The opened catalogue.
 * @returns One product an item: product i is row i.
 * @throws {Error} If the file is no Parquet or lacks a column.
 */
export async function readProducts(catalogue: Artifact): Promise<Product[]> {
  const path = join(catalogue.directory, CATALOGUE_FILES.items);
  const rows = await withDuckDb((connection) =>
    queryRows(
      connection,
      `SELECT id, title, brand, price, categories FROM ${sqlParquet(path)}`,
    )
  );
  return rows.map(([id, title, brand, price, categories]) => ({
    id,
    title,
    brand,
    price,
    categories: (categories as DuckDBListValue | null)?.items ?? [],
  } as Product));
}

/**
 * Reads the pairs of a catalogue, of whichever kind they are.
 *
 * @param catalogue The opened catalogue.
 * @returns Arrays of shape `[n]`, in the order of the file.
 * @throws {Error} If the file is no Parquet or lacks a column.
 */
export async function readCataloguePairs(
  catalogue: Artifact,
): Promise<CataloguePairs> {
  const path = join(catalogue.directory, CATALOGUE_FILES.pairs);
  const names = await readColumnNames(path);
  const rows = { left: "uint32", right: "uint32" } as const;
  if (names.includes("weight")) {
    const weighted = { ...rows, weight: "float32" } as const;
    if (!names.includes("time")) {
      const pairs = await readNumberColumns(path, weighted);
      return { kind: "weighted", pairs, time: null };
    }
    const { time, ...pairs } = await readNumberColumns(path, {
      ...weighted,
      time: "float64",
    });
    return { kind: "weighted", pairs, time };
  }
  const relations = Object.fromEntries(
    RELATIONS.map((relation) => [relation, "uint8"]),
  ) as Record<Relation, "uint8">;
  const columns = await readNumberColumns(path, { ...rows, ...relations });
  const { left, right, ...directions } = columns;
  return { kind: "related", pairs: { left, right, directions } };
}

/**
 * Returns related pairs as the columns of their Parquet file.
 *
 * @param pairs The pairs.
 * @returns The same arrays, not copies: left, right, then the relations.
 */
export function relatedPairColumns(
  pairs: RelatedPairs,
): Record<string, NumberColumn> {
  return { left: pairs.left, right: pairs.right, ...pairs.directions };
}
