import type { PairQuality } from "./catalogue/figures.ts";
import {
  TABLE_SKIP_REASONS,
  type TableSkipReason,
} from "./tables/skip_reasons.ts";
import type { TableFigures } from "./tables/table_stage.ts";

/** Why a line, a row or a product was not used. */
export type SkipReason =
  | "blank"
  | "syntax"
  | "line-too-long"
  | "cut"
  | "no-record"
  | "no-id"
  | "id-too-long"
  | "duplicate"
  | TableSkipReason;

/** Each reason in words, for people. */
export const SKIP_REASONS: Readonly<Record<SkipReason, string>> = {
  blank: "blank line",
  syntax: "neither a Python literal nor JSON",
  "line-too-long": "longer than 64 MiB",
  cut: "cut off where the source ends",
  "no-record": "not a record",
  "no-id": "no id",
  "id-too-long": "id of over 1,024 bytes",
  duplicate: "product already read",
  ...TABLE_SKIP_REASONS,
};

/** Where something was skipped. */
export interface SkipPosition {
  /** The source, as it was named. */
  source: string;
  /** Line, 1-based. */
  line: number;
  /** What was found, for a person. */
  detail: string;
}

/** How many positions of a reason are kept. */
export const POSITIONS_KEPT = 5;

/** All that was skipped for one reason. */
export interface Skip {
  /** How often. */
  count: number;
  /** The first {@linkcode POSITIONS_KEPT} places. */
  first: SkipPosition[];
}

/** What was skipped, by reason; reasons that did not occur are absent. */
export type Skips = Partial<Record<SkipReason, Skip>>;

/** What one source held. */
export interface SourceReport {
  /** The source, as it was named. */
  name: string;
  /** What it was read as, in words. */
  format: string;
  /** Bytes as stored, compressed or not. */
  bytes: number;
  /** Lines of records, or rows of a table. */
  lines: number;
  /** Whether its compressed stream broke off, and what was whole is used. */
  truncated: boolean;
}

/** What the records of a catalogue name. */
export interface LinkFigures {
  /** Ids that products' records name, over all relations, repeats counted. */
  named: number;
  /** Of these, ids that the same relation of the record names before, not used. */
  repeated: number;
  /** Of these, the product itself, not used. */
  self: number;
  /** Of these, ids that no record describes. */
  dangling: number;
  /** How many different ids that are. */
  danglingTargets: number;
  /** Entries of a relation that are no id, besides. */
  unusable: number;
}

/** What ingest read, used and skipped: `report.json` of a catalogue. */
export interface IngestReport extends PairQuality {
  /** Each source, in the order in which they were read. */
  sources: SourceReport[];
  /** Lines and rows of all sources. */
  lines: number;
  /**
   * Different products that were described, or named by a usable row or, where
   * such count too, by a record.
   */
  products: number;
  /** Lines and rows that were not used, by reason. */
  skipped: Skips;
  /** What records name; absent where pairs come from a table. */
  links?: LinkFigures;
  /** What tables came to; absent where pairs come from records. */
  tables?: TableFigures;
  /** Products in no pair, left out of the catalogue. */
  unconnected: number;
  /** Their share of the products, in [0, 1]. */
  unconnectedShare: number;
}
