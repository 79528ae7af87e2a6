import {
  checkPairs,
  createRandom,
  expectNumber,
  type LabelledPairs,
  type RowPairs,
  shuffleInPlace,
} from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import type { EvaluationCounts, LeakWarning } from "./evaluation_report.ts";
import { findLeaks } from "./leaks/find_leaks.ts";
import {
  degreesOf,
  itemsWithNeighbours,
  neighbourLists,
} from "./neighbour_lists.ts";
import type { RankingTruth } from "./ranking/ranking_metrics.ts";
import { degreeMatchedNegatives } from "./slices/degree_matched_negatives.ts";
import { findSlices, type Slice } from "./slices/find_slices.ts";

/** What all scorers of a split are judged by, found once. */
export interface Judgement {
  /** How many items there are. */
  itemCount: number;
  /** The training pairs. */
  train: Split["train"];
  /** Held-out pairs and negatives, without those that leak. */
  validation: LabelledPairs;
  /** Each held-out pair that has one before its degree-matched negative. */
  matched: LabelledPairs;
  /** Held-out and training neighbours. */
  truth: RankingTruth;
  /** Rows of the query items, ascending, uint32. */
  queries: Uint32Array;
  /** Parts of the validation pairs and query items, by name. */
  slices: Record<string, Slice>;
  /** How much there is. */
  counts: EvaluationCounts;
  /** What makes the numbers say less. */
  warnings: LeakWarning[];
}

/** Settings of {@linkcode judgementOf}. */
export interface JudgementOptions {
  /** Most query items. */
  queryLimit: number;
  /** Further slices of the pairs that are judged: a mask for each name. */
  slicesOf?: ((pairs: RowPairs) => Record<string, Uint8Array>) | undefined;
}

/**
 * Finds what scorers are judged by: takes leaks out, draws what is to be drawn
 * (always the same), and slices.
 *
 * @throws {RangeError} If the split's arrays do not fit together, a class of
 * validation pairs is empty or all leaks, or a pair joins an item with itself.
 */
export function judgementOf(
  split: Split,
  { queryLimit, slicesOf }: JudgementOptions,
): Judgement {
  const { itemCount, train } = split;
  checkPairs("evaluate", train, itemCount);
  checkPairs("evaluate", split.validation, itemCount);
  expectNumber("evaluate", "queryLimit", queryLimit, { min: 1, whole: true });
  const { warnings, judged: validation } = findLeaks(split);
  const heldOut = positionsOf(validation.label, 1);
  const negatives = validation.label.length - heldOut.length;
  if (heldOut.length === 0 || negatives === 0) {
    throw new RangeError(
      `Cannot evaluate: held-out pairs and negatives are needed that no leak takes out, got ${heldOut.length} and ${negatives}`,
    );
  }
  const known = neighbourLists(train, itemCount);
  const relevant = neighbourLists(takePairs(validation, heldOut), itemCount);
  const askable = itemsWithNeighbours(relevant);
  const queries = sampled(askable, queryLimit);
  return {
    itemCount,
    train,
    validation,
    matched: matchedPairs({ itemCount, train, validation }),
    truth: { relevant, known },
    queries,
    slices: findSlices({
      validation,
      queries,
      degrees: degreesOf(known),
      masks: slicesOf?.(validation) ?? {},
    }),
    counts: {
      items: itemCount,
      itemsSeen: itemsWithNeighbours(known).length,
      queryItems: queries.length,
      queryItemsPossible: askable.length,
      trainPairs: train.left.length,
      pairs: heldOut.length,
      negatives,
    },
    warnings,
  };
}

/** Returns the pairs at some positions. */
export function takePairs(
  { left, right }: RowPairs,
  positions: Uint32Array,
): { left: Uint32Array; right: Uint32Array } {
  return {
    left: positions.map((p) => left[p]!),
    right: positions.map((p) => right[p]!),
  };
}

/** Held-out pairs, then as many negatives of items as popular as theirs. */
function matchedPairs(split: Split): LabelledPairs {
  const { left, right, heldOut } = degreeMatchedNegatives(split);
  const positives = takePairs(split.validation, heldOut);
  return {
    left: joined(positives.left, left),
    right: joined(positives.right, right),
    label: new Uint8Array(2 * heldOut.length).fill(1, 0, heldOut.length),
  };
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** At most `limit` of the rows, ascending, drawn at random but always the same. */
function sampled(rows: Uint32Array, limit: number): Uint32Array {
  if (rows.length <= limit) return rows;
  return shuffleInPlace(rows.slice(), createRandom(0)).slice(0, limit).sort();
}

/** Positions of a value in an array, ascending. */
function positionsOf(array: Uint8Array, value: number): Uint32Array {
  const positions = new Uint32Array(array.length);
  let count = 0;
  for (let p = 0; p < array.length; p++) {
    if (array[p] === value) positions[count++] = p;
  }
  return positions.slice(0, count);
}
