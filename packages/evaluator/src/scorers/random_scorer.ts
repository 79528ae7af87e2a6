import { checkPairs, createRandom } from "@kindred/core";
import { checkScoreItems } from "@kindred/kernels";
import type { BestItems } from "../ranking/_best_items.ts";
import {
  type Candidates,
  Excluded,
  type ScoreCount,
} from "../ranking/_candidates.ts";
import { rankCandidates } from "../ranking/_rank_candidates.ts";
import type { Scorer } from "./scorer.ts";

/** Of the random numbers of this package. */
const STREAM = 7;

/** Scores are whole numbers of 24 bits until they are divided by this. */
const TURN = 2 ** 24;

/**
 * Returns the baseline `random`: each unordered pair's score is a random number
 * in `[0, 1)`, a multiple of 2^-24, that follows from the seed. What a metric
 * gives here is what chance gives.
 *
 * So that the best of a large catalogue can be found without drawing all of its
 * scores, a score is the sum of three random numbers less its whole part: one for
 * each of the two items, and one for the pair of groups that they belong to, of
 * which there are about √itemCount. Such a score is uniform, and those of any two
 * pairs are independent, as if each were drawn alone. What is not as if so: two
 * items of one group see all others in one circular order, each from a beginning
 * of its own. For a query, a group's members stand in the order of their own
 * numbers, turned to some beginning, so that only the first ones of each group
 * need be looked at.
 *
 * @param itemCount How many items there are.
 * @param seed A whole number in `[0, 2^53)`. Default 0.
 * @throws {RangeError} If the seed is not.
 *
 * @example
 * ```ts
 * import { randomScorer } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scorer = randomScorer(1000, 7);
 * const [there, back] = scorer
 *   .scorePairs(Uint32Array.of(3, 500), Uint32Array.of(500, 3));
 * assert.equal(there, back);
 * assert.ok(there! >= 0 && there! < 1);
 * ```
 */
export function randomScorer(itemCount: number, seed = 0): Scorer {
  const draws = new RandomDraws(itemCount, seed);
  return {
    name: "random",
    scorePairs(left, right) {
      checkPairs("score pairs", { left, right }, itemCount);
      return Float32Array.from(
        left,
        (item, p) => draws.scoreOf(item, right[p]!) / TURN,
      );
    },
    scoreItems(queries, out) {
      checkScoreItems(itemCount, queries, out);
      let at = 0;
      for (const query of queries) {
        for (let item = 0; item < itemCount; item++) {
          out[at++] = draws.scoreOf(query, item) / TURN;
        }
      }
    },
    rank: (job, options) =>
      rankCandidates(job, itemCount, new RandomCandidates(draws), options),
  };
}

/** The random numbers that all scores are sums of: whole, of 24 bits. */
class RandomDraws {
  readonly groupCount: number;
  /** The number of each item, uint32, shape `[itemCount]`. */
  readonly ofItem: Uint32Array;
  // Those of the pairs of groups (0, 0), (0, 1), (1, 1), (0, 2), ...
  readonly #ofGroups: Uint32Array;

  constructor(itemCount: number, seed: number) {
    const random = createRandom(seed, STREAM);
    const draw = (count: number): Uint32Array => {
      const numbers = new Uint32Array(count);
      random.fill(numbers);
      return numbers.map((number) => number >>> 8);
    };
    const groups = Math.max(1, Math.round(Math.sqrt(itemCount)));
    this.groupCount = groups;
    this.ofItem = draw(itemCount);
    this.#ofGroups = draw(groups * (groups + 1) / 2);
  }

  /** The number of an item and a group together: of 24 bits. */
  ofItemAndGroup(item: number, group: number): number {
    const own = item % this.groupCount;
    const low = Math.min(own, group), high = Math.max(own, group);
    const ofGroups = this.#ofGroups[high * (high + 1) / 2 + low]!;
    return (this.ofItem[item]! + ofGroups) % TURN;
  }

  /** The score of a pair, times 2^24. */
  scoreOf(item: number, other: number): number {
    const ofItem = this.ofItemAndGroup(item, other % this.groupCount);
    return (ofItem + this.ofItem[other]!) % TURN;
  }
}

/** Candidates by group, where each group's scores are one order turned. */
class RandomCandidates implements Candidates {
  readonly #draws: RandomDraws;
  // shape [groupCount + 1]: where each group's members begin
  readonly #start: Uint32Array;
  // shape [itemCount]: rows, group after group, by falling number, then by row
  readonly #members: Uint32Array;
  // shape [itemCount]: their numbers
  readonly #numbers: Uint32Array;
  // shape [groupCount]: what the query adds to the numbers of each group
  readonly #added: Uint32Array;
  // shape [groupCount]: where each group's highest score is: those of the members
  // before are a turn lower
  readonly #first: Uint32Array;
  #query = 0;
  #excluded = new Excluded(0);

  constructor(draws: RandomDraws) {
    const { groupCount, ofItem } = draws;
    const itemCount = ofItem.length;
    this.#draws = draws;
    this.#start = new Uint32Array(groupCount + 1);
    this.#members = new Uint32Array(itemCount);
    this.#added = new Uint32Array(groupCount);
    this.#first = new Uint32Array(groupCount);
    let end = 0;
    for (let group = 0; group < groupCount; group++) {
      for (let row = group; row < itemCount; row += groupCount) {
        this.#members[end++] = row;
      }
      this.#start[group + 1] = end;
      // The sort is stable: equal numbers stay in the order of rows.
      this.#members.subarray(this.#start[group], end)
        .sort((a, b) => ofItem[b]! - ofItem[a]!);
    }
    this.#numbers = this.#members.map((row) => ofItem[row]!);
  }

  turnTo(query: number, excluded: Excluded): void {
    this.#query = query;
    this.#excluded = excluded;
    for (let group = 0; group < this.#added.length; group++) {
      const added = this.#draws.ofItemAndGroup(query, group);
      this.#added[group] = added;
      this.#first[group] = this.#firstBelow(group, TURN - added);
    }
  }

  scoreOf(item: number): number {
    return this.#draws.scoreOf(this.#query, item) / TURN;
  }

  offerTo(best: BestItems): void {
    for (let group = 0; group < this.#added.length; group++) {
      const added = this.#added[group]!;
      const begin = this.#start[group]!, end = this.#start[group + 1]!;
      const first = this.#first[group]!;
      for (let i = 0; i < end - begin; i++) {
        const at = first + i < end ? first + i : first + i - (end - begin);
        const score = (this.#numbers[at]! + added) % TURN / TURN;
        if (score < best.floor) break;
        const item = this.#members[at]!;
        if (!this.#excluded.has(item)) best.offer(item, score);
      }
    }
  }

  count(limit: number): ScoreCount {
    const numbers = this.#numbers;
    let higher = 0, tied = 0;
    for (let group = 0; group < this.#added.length; group++) {
      const begin = this.#start[group]!, end = this.#start[group + 1]!;
      const first = this.#first[group]!;
      // The number that scores the limit, negative if it must be a turn higher,
      // and the place of the first member that has it or scores less.
      const number = limit * TURN - this.#added[group]!;
      const raised = number < 0 ? number + TURN : number;
      let at = this.#firstBelow(group, raised + 1);
      higher += number < 0 ? end - first + at - begin : at - first;
      for (; at < end && numbers[at] === raised; at++) tied++;
    }
    for (const item of this.#excluded.rows) {
      const score = this.scoreOf(item);
      if (score > limit) higher--;
      else if (score === limit) tied--;
    }
    return { higher, tied };
  }

  /**
   * The place of a group's first member whose number is below a limit of at most
   * {@linkcode TURN}. Numbers are spread evenly, so it is near its share.
   */
  #firstBelow(group: number, limit: number): number {
    const numbers = this.#numbers;
    const begin = this.#start[group]!, end = this.#start[group + 1]!;
    let at = begin + Math.floor((end - begin) * (1 - limit / TURN));
    while (at > begin && numbers[at - 1]! < limit) at--;
    while (at < end && numbers[at]! >= limit) at++;
    return at;
  }
}
