import type { DuckDBListValue } from "@duckdb/node-api";
import { join } from "node:path";
import {
  type NumberColumn,
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
  /** Columns left, right and one of directions for each relation. */
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
 * Reads the related pairs of a catalogue.
 *
 * @param catalogue The opened catalogue.
 * @returns Arrays of shape `[n]`, in the order of the file.
 * @throws {Error} If the file is no Parquet or lacks a column.
 */
export async function readRelatedPairs(
  catalogue: Artifact,
): Promise<RelatedPairs> {
  const types = { left: "uint32", right: "uint32" } as const;
  const directions = Object.fromEntries(
    RELATIONS.map((relation) => [relation, "uint8"]),
  ) as Record<Relation, "uint8">;
  const columns = await readNumberColumns(
    join(catalogue.directory, CATALOGUE_FILES.pairs),
    { ...types, ...directions },
  );
  const { left, right, ...rest } = columns;
  return { left, right, directions: rest };
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
