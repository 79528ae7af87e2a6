import { join } from "node:path";
import {
  type NumberColumn,
  readNumberColumns,
} from "../parquet/number_columns.ts";
import { sqlText, withDuckDb } from "../parquet/with_duckdb.ts";
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

/** Reads the products of a catalogue, in row order. */
export async function readProducts(catalogue: Artifact): Promise<Product[]> {
  const path = join(catalogue.directory, CATALOGUE_FILES.items);
  return await withDuckDb(async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT id, title, brand, price, categories FROM read_parquet(${
        sqlText(path)
      })`,
    );
    return reader.getRowsJS().map((
      [id, title, brand, price, categories],
    ) => ({
      id,
      title,
      brand,
      price,
      categories: categories ?? [],
    } as Product));
  });
}

/** Reads the related pairs of a catalogue. */
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

/** Returns related pairs as the columns of their Parquet file. */
export function relatedPairColumns(
  pairs: RelatedPairs,
): Record<string, NumberColumn> {
  return { left: pairs.left, right: pairs.right, ...pairs.directions };
}
