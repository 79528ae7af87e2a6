import type { NeighbourList } from "../lists/neighbour_lists.ts";
import { logitOf } from "./_logit.ts";
import type { EngineAnswer } from "./engine.ts";

/**
 * Above it single precision holds too little of a probability to tell its odds:
 * 1 - p is known to one part in a hundred.
 */
const SURE = 1 - 2 ** -17;

/**
 * By how much an item that a list does not name is thought to be below the list's last,
 * in nats. With 1, more of the ten best are found than with 0 or 2, whether the items of
 * a basket are alike or not.
 */
const BELOW_LAST = 1;

/** An item that some list names. */
interface Candidate {
  row: number;
  /** The most that its logit can be. */
  most: number;
  /** What it is thought to be: the same where all lists name it. */
  logit: number;
  /** How many lists name it. */
  named: number;
}

/**
 * Answers a basket from the lists of its items.
 *
 * The logit of a basket is the weighted mean of its items' logits, as the query is
 * the weighted mean of their vectors. Of an item that a list does not name, the
 * list tells that it has no more than the list's last; it is thought to have
 * {@linkcode BELOW_LAST} less. Where all lists name the best k, and nothing else can
 * have more, they are the best k of the catalogue (Fagin's threshold).
 *
 * @param lists A list an item of the basket, all of what is known.
 * @param weights What each counts, together 1, float32, shape `[basket]`.
 * @param reach How long a list can be; a shorter one names all there is.
 * @param k How many to return at most.
 * @param barred Rows that must not be returned.
 */
export function mergeLists(
  lists: readonly NeighbourList[],
  weights: Float32Array,
  reach: number,
  k: number,
  barred: ReadonlySet<number>,
): EngineAnswer {
  // ends[i] is the logit of the last of list i.
  const ends = lists.map(({ probabilities: p }) =>
    p.length === 0 ? 0 : logitOf(p[p.length - 1]!)
  );
  // What an item that no list names has at most: candidates begin with it.
  const unnamed = ends.reduce((sum, end, i) => sum + weights[i]! * end, 0);
  const merged = new Map<number, Candidate>();
  let isRounded = false;
  for (const [i, { rows, probabilities }] of lists.entries()) {
    for (const [place, row] of rows.entries()) {
      if (barred.has(row)) continue;
      const probability = probabilities[place]!;
      isRounded ||= probability > SURE;
      const candidate = merged.get(row) ??
        { row, most: unnamed, logit: unnamed - BELOW_LAST, named: 0 };
      const more = weights[i]! * (logitOf(probability) - ends[i]!);
      candidate.most += more;
      candidate.logit += more + weights[i]! * BELOW_LAST;
      candidate.named++;
      merged.set(row, candidate);
    }
  }
  // A list that is not full names every item there is.
  const isWhole = lists.some(({ rows }) => rows.length < reach);
  for (const candidate of merged.values()) {
    if (candidate.named === lists.length) candidate.logit = candidate.most;
  }
  const ranked = [...merged.values()]
    .sort((a, b) => b.logit - a.logit || a.row - b.row);
  const best = ranked.slice(0, k);
  const others = ranked.slice(k).reduce(
    (most, candidate) => Math.max(most, candidate.most),
    isWhole ? -Infinity : unnamed,
  );
  return {
    rows: Uint32Array.from(best, ({ row }) => row),
    probabilities: Float32Array.from(
      best,
      ({ logit }) => 1 / (1 + Math.exp(-logit)),
    ),
    exact: !isRounded &&
      best.every(({ logit, named }) =>
        named === lists.length && logit >= others
      ),
    rest: ranked.length > k ? "more" : isWhole ? "none" : "unknown",
  };
}
