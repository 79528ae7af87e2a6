import type { Relation } from "@kindred/core";

/** How the numbers of pairs that items are in are distributed. */
export interface DegreeFigures {
  /** The fewest pairs of an item. */
  min: number;
  /** Half of the items have at most so many. */
  median: number;
  /** The average. */
  mean: number;
  /** Nine tenths of the items have at most so many. */
  p90: number;
  /** All but a hundredth of the items have at most so many. */
  p99: number;
  /** The most pairs of an item. */
  max: number;
  /** Items by number of pairs, in classes that double: 1, 2 to 3, 4 to 7, … */
  histogram: { from: number; to: number; items: number }[];
}

/** Groups of items that hang together through pairs. */
export interface ComponentFigures {
  /** How many groups there are. */
  count: number;
  /** Items in the largest. */
  largest: number;
  /** The largest one's share of all items, in [0, 1]. */
  largestShare: number;
}

/** An item with many pairs. */
export interface Hub {
  /** Its id. */
  id: string;
  /** Its title, or null. */
  title: string | null;
  /** Pairs that it is in. */
  degree: number;
  /** Share of the other items that it is paired with, in [0, 1]. */
  share: number;
}

/** What one relation gave. */
export interface RelationFigures {
  /** Pairs that have it in either direction. */
  pairs: number;
  /** Of these, pairs in which only one product names the other. */
  oneWay: number;
}

/** What the pairs of a catalogue look like. */
export interface PairQuality {
  /** Products in at least one pair: the catalogue's items. */
  items: number;
  /** Distinct unordered pairs of items. */
  pairs: number;
  /** How many pairs items are in. */
  degrees: DegreeFigures;
  /** The items with the most pairs, most first, at most 10. */
  hubs: Hub[];
  /** What hangs together. */
  components: ComponentFigures;
  /** What each relation gave; absent where pairs have weights instead. */
  relations?: Record<Relation, RelationFigures>;
  /** The pairs' weights; absent where they have relations instead. */
  weights?: { min: number; mean: number; max: number };
  /** First and last time of a pair, seconds since 1970; absent without times. */
  times?: { first: number; last: number };
}
