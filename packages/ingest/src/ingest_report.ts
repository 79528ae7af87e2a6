/** Why a line or a product was not used. */
export type SkipReason =
  | "blank"
  | "syntax"
  | "no-record"
  | "no-id"
  | "duplicate";

/** Each reason in words, for people. */
export const SKIP_REASONS: Readonly<Record<SkipReason, string>> = {
  blank: "blank line",
  syntax: "neither a Python literal nor JSON",
  "no-record": "not a record",
  "no-id": "no product id (asin)",
  duplicate: "product already read",
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

/** What ingest read, used and skipped: `report.json` of a catalogue. */
export interface IngestReport {
  /** Lines of all sources. */
  lines: number;
  /** Lines that gave a product. */
  products: number;
  /** Lines that gave none, by reason; reasons that did not occur are absent. */
  skipped: Partial<Record<SkipReason, Skip>>;
  /** Ids named by a product's record, over all relations, repeats counted. */
  links: number;
  /** Links of a product to itself, not used. */
  selfLinks: number;
  /** Links to ids that no record describes, not used. */
  danglingLinks: number;
  /** Products in at least one pair: the catalogue's items. */
  items: number;
  /** Products in no pair, left out of the catalogue. */
  unconnected: number;
  /** Distinct unordered pairs of items. */
  pairs: number;
}

/** Counts one skipped line. */
export function countSkip(
  skipped: IngestReport["skipped"],
  reason: SkipReason,
  position: SkipPosition,
): void {
  const skip = skipped[reason] ??= { count: 0, first: [] };
  skip.count++;
  if (skip.first.length < POSITIONS_KEPT) skip.first.push(position);
}
