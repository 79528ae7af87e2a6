import type { SliceReport } from "../evaluation_report.ts";
import type { ReportedScorer } from "./reported_run.ts";

/** What the slices that every evaluation has are called, in their order. */
const TITLES: Readonly<Record<string, string>> = {
  seen: "seen in training",
  head: "head",
  middle: "middle",
  tail: "tail",
  degreeMatched: "degree-matched",
};

/** What the slices go over. */
export const SLICE_MEANINGS =
  "Seen: both items of a pair, or the query item, have a training pair. Head, middle, tail: items of many, some and few training pairs, a third of all pair ends each; a pair belongs with its rarer item. Degree-matched: the negatives are pairs of a held-out pair's left item with an item that has about as many training pairs as its right one, so that being popular does not help. Others: held-out pairs of that relation, against all negatives.";

/** A slice as a page shows it. */
export interface ShownSlice {
  /** Its name in a report; null for all pairs. */
  name: string | null;
  /** What it is called in text. */
  title: string;
}

/** Returns the slices of a scorer in the order of a table: all pairs first. */
export function shownSlices(scorer: ReportedScorer): ShownSlice[] {
  const found = Object.keys(scorer.report.slices);
  const usual = Object.keys(TITLES).filter((name) => found.includes(name));
  const others = found.filter((name) => !(name in TITLES));
  return [
    { name: null, title: "all" },
    ...[...usual, ...others].map((name) => ({
      name,
      title: TITLES[name] ?? name.replaceAll("_", " "),
    })),
  ];
}

/** A metric of a scorer over a slice. */
export interface SliceValue {
  /** The metric; null where the slice has too little for it. */
  value: number | null;
  /** Its 95 % interval; null where it has none. */
  interval: readonly [low: number, high: number] | null;
}

/**
 * Returns a metric of a scorer over a slice.
 *
 * @param slice The slice's name, or null for all pairs.
 */
export function sliceValue(
  { report }: ReportedScorer,
  slice: string | null,
  metric: string,
): SliceValue {
  const part: Pick<SliceReport, "metrics" | "intervals"> | undefined =
    slice === null
      ? {
        metrics: report as unknown as Record<string, number | null>,
        intervals: report.intervals,
      }
      : report.slices[slice];
  return {
    value: part?.metrics[metric] ?? null,
    interval: part?.intervals[metric] ?? null,
  };
}
