import type { BlockSchedule } from "@kindred/sampler";

/**
 * How many blocks of the schedule each group of items has behind it: int32,
 * shape `[groups]`, shared by all threads. A block's turn comes when the blocks
 * of earlier rounds that have its items are done.
 */
export type Turns = Int32Array;

/** How long to wait before asking whether all is still well, in milliseconds. */
const PATIENCE_MS = 100;

/** Makes turns that every thread sees. */
export function createTurns(groups: number): Turns {
  return new Int32Array(new SharedArrayBuffer(4 * groups));
}

/** Sets the turns to where all blocks before `block` are done. */
export function resetTurns(
  turns: Turns,
  schedule: BlockSchedule,
  block: number,
): void {
  turns.fill(0);
  for (let b = 0; b < block; b++) {
    const first = schedule.first[b]!;
    const second = schedule.second[b]!;
    turns[first] = turns[first]! + 1;
    if (second !== first) turns[second] = turns[second]! + 1;
  }
}

/**
 * Waits until a group has so many blocks behind it.
 *
 * @param turns The turns.
 * @param group Which group.
 * @param round How many blocks must be done.
 * @param hasFailed Whether to wait no longer, since nobody will do them.
 * @throws {Error} If so.
 */
export function awaitTurn(
  turns: Turns,
  group: number,
  round: number,
  hasFailed: () => boolean,
): void {
  for (;;) {
    const done = Atomics.load(turns, group);
    if (done >= round) return;
    if (hasFailed()) throw new Error("another thread has failed");
    Atomics.wait(turns, group, done, PATIENCE_MS);
  }
}

/** Says that a group has one more block behind it. */
export function endTurn(turns: Turns, group: number): void {
  Atomics.add(turns, group, 1);
  Atomics.notify(turns, group);
}
