import assert from "node:assert/strict";
import { blockSchedule } from "./block_schedule.ts";

for (const groups of [1, 2, 4, 6, 64, 128]) {
  Deno.test(`blockSchedule() has every two of ${groups} groups meet once`, () => {
    const { first, second } = blockSchedule(groups);
    const met = Array.from(first, (a, block) => {
      const b = second[block]!;
      return `${Math.min(a, b)}-${Math.max(a, b)}`;
    });
    const all: string[] = [];
    for (let a = 0; a < groups; a++) {
      for (let b = a; b < groups; b++) all.push(`${a}-${b}`);
    }
    assert.deepEqual(met.toSorted(), all.toSorted());
  });

  Deno.test(`blockSchedule() has each of ${groups} groups in one block of every round`, () => {
    const { first, second, round } = blockSchedule(groups);
    const inRound = Array.from({ length: groups }, (): number[] => []);
    for (const [block, r] of round.entries()) {
      // Rounds come one after another.
      assert.ok(block === 0 || r - round[block - 1]! <= 1);
      inRound[r]!.push(first[block]!);
      if (second[block] !== first[block]) inRound[r]!.push(second[block]!);
    }
    const all = Array.from({ length: groups }, (_, group) => group);
    for (const met of inRound) {
      assert.deepEqual(met.toSorted((a, b) => a - b), all);
    }
  });
}

Deno.test("blockSchedule() has each group meet itself in the first round", () => {
  const { first, second, round } = blockSchedule(8);
  for (let block = 0; block < first.length; block++) {
    assert.equal(first[block] === second[block], round[block] === 0);
  }
});

Deno.test("blockSchedule() throws RangeError for other numbers of groups", () => {
  for (const groups of [0, -2, 3, 5, 127, 130, 256, 2.5, NaN, Infinity]) {
    assert.throws(
      () => blockSchedule(groups),
      new RangeError(
        `Cannot schedule blocks: groups must be 1 or an even number in [2, 128], got ${groups}`,
      ),
    );
  }
});
