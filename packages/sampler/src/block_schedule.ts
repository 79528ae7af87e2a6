/** In which order the blocks of an epoch are taken. All arrays have shape `[blocks]`. */
export interface BlockSchedule {
  /** One group of items of each block, uint8. */
  first: Uint8Array;
  /** The other one, uint8; the same where both items of a pair are of one group. */
  second: Uint8Array;
  /** Round of each block, uint8: every group is in one block of every round. */
  round: Uint8Array;
}

/**
 * Returns the order in which all blocks of pairs between `groups` groups of
 * items are taken. Its rounds are those of a tournament, by the circle method: in
 * the first each group meets itself, in each later one another. Blocks of one
 * round have no item in common, so they may be worked on at once.
 *
 * @param groups 1, or an even number in [2, 128].
 * @returns `groups (groups + 1) / 2` blocks in `groups` rounds.
 * @throws {RangeError} If the number is another.
 *
 * @example
 * ```ts
 * import { blockSchedule } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const { first, second, round } = blockSchedule(4);
 * assert.equal(first.length, 10);
 * assert.deepEqual([first[4], second[4], round[4]], [3, 0, 1]);
 * ```
 */
export function blockSchedule(groups: number): BlockSchedule {
  const even = Number.isInteger(groups) && groups % 2 === 0;
  if (!(groups === 1 || even && groups >= 2 && groups <= 128)) {
    throw new RangeError(
      `Cannot schedule blocks: groups must be 1 or an even number in [2, 128], got ${groups}`,
    );
  }
  const blocks = groups * (groups + 1) / 2;
  const schedule: BlockSchedule = {
    first: new Uint8Array(blocks),
    second: new Uint8Array(blocks),
    round: new Uint8Array(blocks),
  };
  let block = 0;
  const add = (first: number, second: number, round: number): void => {
    schedule.first[block] = first;
    schedule.second[block] = second;
    schedule.round[block] = round;
    block++;
  };
  for (let group = 0; group < groups; group++) add(group, group, 0);
  // The last group stays where it is, the others move on by one each round.
  const circle = groups - 1;
  for (let round = 1; round < groups; round++) {
    add(circle, round - 1, round);
    for (let step = 1; step < groups / 2; step++) {
      add(
        (round - 1 + step) % circle,
        (round - 1 + circle - step) % circle,
        round,
      );
    }
  }
  return schedule;
}
