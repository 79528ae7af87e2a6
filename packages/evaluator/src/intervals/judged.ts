import type { RowPairs } from "@kindred/core";
import type { ScoredPairs } from "../pairs/sorted_pairs.ts";

/** Scored pairs with the items that they join, all of shape `[n]`. */
export interface JudgedPairs extends ScoredPairs, RowPairs {}

/** Metrics of query items. */
export interface JudgedQueries {
  /** Rows of the query items, distinct, uint32, shape `[q]`. */
  items: Uint32Array;
  /** Each metric of each query item, by name, float64, shape `[q]`. */
  values: Record<string, Float64Array>;
}

/** What one scorer made of the pairs and the query items of a slice. */
export interface Judged {
  /** Its pairs, or null where pair metrics are not asked for. */
  pairs: JudgedPairs | null;
  /** Its query items, or null where ranking metrics are not asked for. */
  queries: JudgedQueries | null;
}
