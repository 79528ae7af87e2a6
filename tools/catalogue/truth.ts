import type { LinkTotals } from "./link_counts.ts";

/** Why a line gives no product, in the words in which ingest reports it. */
export const FAULTS = [
  "blank",
  "syntax",
  "no-record",
  "no-id",
  "duplicate",
] as const;

/** One of {@linkcode FAULTS}. */
export type Fault = typeof FAULTS[number];

/**
 * What a correct ingest finds in a file, the first record of an id being the
 * one that counts.
 */
export interface CatalogueTruth extends LinkTotals {
  /** Lines. */
  lines: number;
  /** Bytes of text, line ends included. */
  bytes: number;
  /** Products that have a record. */
  products: number;
  /** Lines that give no product, by reason. */
  skipped: Record<Fault, number>;
  /** Products in at least one pair. */
  items: number;
  /** Products in none. */
  unconnected: number;
  /** Distinct unordered pairs of items, over all relations. */
  pairs: number;
}
