import {
  checkPairs,
  countPairs,
  expectNumber,
  type RowPairs,
} from "@kindred/core";
import { fillAlias } from "./_fill_alias.ts";
import { hashPair } from "./_hash_pair.ts";
import { type BlockSchedule, blockSchedule } from "./block_schedule.ts";

/**
 * The pairs of one epoch, block by block, and what their negatives are drawn
 * from. Plain arrays, so that threads can share them.
 */
export interface EpochBlocks {
  /** In which order the blocks are taken. */
  schedule: BlockSchedule;
  /** Where each block's pairs begin, uint32, shape `[blocks + 1]`. */
  start: Uint32Array;
  /** One row of each pair, uint32, shape `[n]`. */
  left: Uint32Array;
  /** The other row, uint32, shape `[n]`. */
  right: Uint32Array;
  /** Weight of each pair, float32, shape `[n]`; absent where pairs have none. */
  weight?: Float32Array;
  /** Items with a pair, group by group, uint32, shape `[members]`. */
  member: Uint32Array;
  /** Where each group's members begin, uint32, shape `[groups + 1]`. */
  memberStart: Uint32Array;
  /** Summed drawing weight of each group, float64, shape `[groups]`. */
  mass: Float64Array;
  /** Alias table of each group over its members, float64, shape `[members]`. */
  threshold: Float64Array;
  /** See `threshold`; counted from the group's first member, uint32. */
  alias: Uint32Array;
}

/** Settings of {@linkcode EpochPlanner}. */
export interface EpochPlannerOptions {
  /** Groups of items: 1 or a power of 2 up to 128. Default {@linkcode groupsFor}. */
  groups?: number;
  /** Pairs a block should have at least, where `groups` is absent. Default 1024. */
  blockPairs?: number;
  /** Exponent of an item's number of pairs in drawing negatives, in [0, 2]. Default 0.75. */
  power?: number;
  /** Seed of the groups, a whole number >= 0. Default 1. */
  seed?: number;
  /** Whether threads shall share the arrays. Default false. */
  shared?: boolean;
}

/** Pairs a block should have at least: a block costs some microseconds of its own. */
const BLOCK_PAIRS = 1024;

/** Items a group should have at least: negatives come from two groups at a time. */
const GROUP_ITEMS = 32;

/**
 * Returns how many groups of items suit some pairs. Half as many threads can
 * work at once.
 *
 * @param pairCount How many pairs an epoch has.
 * @param itemCount How many items they are between.
 * @param blockPairs Pairs a block should have at least. Default 1024.
 * @returns 1, 2, 4, … or 64.
 */
export function groupsFor(
  pairCount: number,
  itemCount: number,
  blockPairs: number = BLOCK_PAIRS,
): number {
  let groups = 1;
  while (
    groups < 64 && pairCount >= blockPairs * 2 * groups * groups &&
    itemCount >= GROUP_ITEMS * 2 * groups
  ) groups *= 2;
  return groups;
}

/**
 * Cuts epochs into blocks that threads can train on at once with the same result
 * as one after another.
 *
 * Each epoch deals the items into groups anew, by a hash; a block has the pairs
 * between two groups (or within one), and its negatives come from these two
 * groups. So blocks without a group in common touch different items, and the
 * order of the schedule alone decides the result, not the number of threads or
 * their pace: the stratification of Gemulla et al. 2011 ("Large-scale matrix
 * factorization with distributed stochastic gradient descent"), with groups for
 * negatives too, and dealt anew so that every item meets negatives from all.
 *
 * @example
 * ```ts
 * import { EpochPlanner } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(0, 1, 2), right: Uint32Array.of(1, 2, 3) };
 * const planner = new EpochPlanner(pairs, 4, { groups: 2 });
 * const { start, left } = planner.plan(1);
 * assert.deepEqual([...left].sort(), [0, 1, 2]);
 * assert.equal(start[3], 3);
 * ```
 */
export class EpochPlanner {
  /** What {@linkcode plan} fills, the same arrays for each epoch. */
  readonly blocks: EpochBlocks;
  /** How many groups there are. */
  readonly groups: number;
  readonly #pairs: RowPairs & { weight?: Float32Array };
  readonly #seed: number;
  /** Drawing weight of each item, float64, shape `[itemCount]`. */
  readonly #weights: Float64Array;
  readonly #groupOf: Uint8Array;
  /** Block of two groups, uint16, shape `[groups, groups]`. */
  readonly #blockOf: Uint16Array;

  /**
   * Makes room for the plans of all epochs.
   *
   * @param pairs The pairs, with or without weights; kept, do not change them.
   * @param itemCount Every row is below it.
   * @param options See {@linkcode EpochPlannerOptions}.
   * @throws {RangeError} If a row or an option is out of range, or there is no
   * pair.
   */
  constructor(
    pairs: RowPairs & { weight?: Float32Array },
    itemCount: number,
    options: EpochPlannerOptions = {},
  ) {
    const { power = 0.75, seed = 1, shared = false, blockPairs } = options;
    checkPairs("plan epochs", pairs, itemCount);
    expectNumber("plan epochs", "the power", power, { min: 0, max: 2 });
    expectNumber("plan epochs", "the seed", seed, { min: 0, whole: true });
    if (blockPairs !== undefined) {
      expectNumber("plan epochs", "blockPairs", blockPairs, { min: 1 });
    }
    const n = expectNumber(
      "plan epochs",
      "the number of pairs",
      pairs.left.length,
      {
        min: 1,
      },
    );
    const degree = countPairs(pairs, itemCount);
    const members = degree.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
    this.groups = options.groups ?? groupsFor(n, members, blockPairs);
    const exponent = Math.log2(this.groups);
    if (!Number.isInteger(exponent) || exponent < 0 || exponent > 7) {
      throw new RangeError(
        `Cannot plan epochs: groups must be a power of 2 up to 128, got ${this.groups}`,
      );
    }
    this.#pairs = pairs;
    this.#seed = seed;
    this.#weights = Float64Array.from(
      degree,
      (count) => count === 0 ? 0 : count ** power,
    );
    this.#groupOf = new Uint8Array(itemCount);
    const schedule = blockSchedule(this.groups);
    this.#blockOf = new Uint16Array(this.groups ** 2);
    for (const [block, first] of schedule.first.entries()) {
      const second = schedule.second[block]!;
      this.#blockOf[first * this.groups + second] = block;
      this.#blockOf[second * this.groups + first] = block;
    }
    const room = (bytes: number): ArrayBuffer =>
      (shared
        ? new SharedArrayBuffer(bytes)
        : new ArrayBuffer(bytes)) as ArrayBuffer;
    this.blocks = {
      schedule,
      start: new Uint32Array(room(4 * (schedule.first.length + 1))),
      left: new Uint32Array(room(4 * n)),
      right: new Uint32Array(room(4 * n)),
      ...pairs.weight === undefined
        ? {}
        : { weight: new Float32Array(room(4 * n)) },
      member: new Uint32Array(room(4 * members)),
      memberStart: new Uint32Array(room(4 * (this.groups + 1))),
      mass: new Float64Array(room(8 * this.groups)),
      threshold: new Float64Array(room(8 * members)),
      alias: new Uint32Array(room(4 * members)),
    };
  }

  /**
   * Fills the arrays of {@linkcode blocks} for an epoch. The result depends on
   * the pairs, the options and the epoch alone. Takes O(pairs + items) time.
   *
   * @param epoch Which epoch, a whole number >= 0.
   * @returns `blocks`.
   */
  plan(epoch: number): EpochBlocks {
    this.#dealItems(epoch);
    this.#placePairs();
    return this.blocks;
  }

  /** Deals the items into groups, and makes the alias table of each. */
  #dealItems(epoch: number): void {
    const { member, memberStart, mass, threshold, alias } = this.blocks;
    const weights = this.#weights;
    const groupOf = this.#groupOf;
    const shift = 32 - Math.log2(this.groups);
    const key = hashPair(this.#seed % 2 ** 32, epoch);
    memberStart.fill(0);
    for (let item = 0; item < groupOf.length; item++) {
      // A shift by 32 would be one by 0.
      const group = shift === 32 ? 0 : hashPair(item, key) >>> shift;
      groupOf[item] = group;
      if (weights[item]! > 0) memberStart[group + 1]!++;
    }
    for (let g = 0; g < this.groups; g++) {
      memberStart[g + 1]! += memberStart[g]!;
    }
    const next = memberStart.slice(0, this.groups);
    for (let item = 0; item < groupOf.length; item++) {
      if (weights[item]! > 0) member[next[groupOf[item]!]!++] = item;
    }
    for (let g = 0; g < this.groups; g++) {
      const from = memberStart[g]!;
      const to = memberStart[g + 1]!;
      const own = Float64Array.from(
        member.subarray(from, to),
        (item) => weights[item]!,
      );
      mass[g] = own.reduce((sum, weight) => sum + weight, 0);
      if (to > from) {
        fillAlias(own, mass[g]!, {
          threshold: threshold.subarray(from, to),
          alias: alias.subarray(from, to),
        });
      }
    }
  }

  /** Puts the pairs in the order of their blocks, each block's as they came. */
  #placePairs(): void {
    const { left, right, weight: given } = this.#pairs;
    const { start, left: outLeft, right: outRight, weight } = this.blocks;
    const groupOf = this.#groupOf;
    const blockOf = this.#blockOf;
    const groups = this.groups;
    start.fill(0);
    for (let p = 0; p < left.length; p++) {
      start[blockOf[groupOf[left[p]!]! * groups + groupOf[right[p]!]!]! + 1]!++;
    }
    for (let b = 1; b < start.length; b++) start[b]! += start[b - 1]!;
    const next = start.slice();
    for (let p = 0; p < left.length; p++) {
      const a = left[p]!;
      const b = right[p]!;
      const place = next[blockOf[groupOf[a]! * groups + groupOf[b]!]!]!++;
      outLeft[place] = a;
      outRight[place] = b;
      if (weight !== undefined) weight[place] = given![p]!;
    }
  }
}
