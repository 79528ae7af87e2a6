import { countPairs, createRandom, type WeightedPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { pairKeys, skewedPairs } from "./_testing.ts";
import { type EpochBlocks, EpochPlanner, groupsFor } from "./epoch_blocks.ts";

/** The last item is in no pair. */
const ITEMS = 301;
const PAIRS = skewedPairs(createRandom(1), 2000, ITEMS - 1);

/** Returns the group of each item by a plan; -1 for one without a pair. */
function groupsOf({ member, memberStart }: EpochBlocks): Int8Array {
  const groups = new Int8Array(ITEMS).fill(-1);
  for (let g = 0; g + 1 < memberStart.length; g++) {
    for (const item of member.subarray(memberStart[g], memberStart[g + 1])) {
      assert.equal(groups[item], -1, `item ${item} is in two groups`);
      groups[item] = g;
    }
  }
  return groups;
}

/** Returns each member's share of its group's draws, as the alias tables have it. */
function drawnShares(
  { member, memberStart, threshold, alias }: EpochBlocks,
): Float64Array {
  const shares = new Float64Array(ITEMS);
  for (let g = 0; g + 1 < memberStart.length; g++) {
    const from = memberStart[g]!;
    const size = memberStart[g + 1]! - from;
    for (let at = from; at < from + size; at++) {
      shares[member[at]!]! += threshold[at]! / size;
      shares[member[from + alias[at]!]!]! += (1 - threshold[at]!) / size;
    }
  }
  return shares;
}

const plan = (epoch: number, options = {}, pairs: WeightedPairs = PAIRS) =>
  structuredClone(new EpochPlanner(pairs, ITEMS, options).plan(epoch));

for (const groups of [1, 2, 4, 64]) {
  Deno.test(`EpochPlanner puts every pair into the block of its ${groups} groups, once`, () => {
    const planner = new EpochPlanner(PAIRS, ITEMS, { groups });
    assert.equal(planner.groups, groups);
    for (const epoch of [1, 2]) {
      const blocks = planner.plan(epoch);
      const { schedule, start, left, right } = blocks;
      assert.deepEqual(
        pairKeys(blocks).toSorted(),
        pairKeys(PAIRS).toSorted(),
      );
      const group = groupsOf(blocks);
      assert.equal(start[0], 0);
      assert.equal(start.at(-1), PAIRS.left.length);
      for (let block = 0; block + 1 < start.length; block++) {
        const ofBlock = [schedule.first[block]!, schedule.second[block]!];
        for (let p = start[block]!; p < start[block + 1]!; p++) {
          assert.deepEqual(
            [group[left[p]!]!, group[right[p]!]!].toSorted((a, b) => a - b),
            ofBlock.toSorted((a, b) => a - b),
          );
        }
      }
    }
  });
}

Deno.test("EpochPlanner keeps the order that a block's pairs came in", () => {
  const { start, left, right } = plan(1, { groups: 4 });
  const place = new Map(pairKeys(PAIRS).map((key, p) => [key, p]));
  const places = pairKeys({ left, right }).map((key) => place.get(key)!);
  for (let block = 0; block + 1 < start.length; block++) {
    const own = places.slice(start[block], start[block + 1]);
    assert.deepEqual(own, own.toSorted((a, b) => a - b));
  }
});

for (const power of [0, 0.75, 2]) {
  Deno.test(`EpochPlanner draws a group's members by their degree to the ${power}`, () => {
    const blocks = plan(3, { groups: 4, power });
    const degree = countPairs(PAIRS, ITEMS);
    const group = groupsOf(blocks);
    const mass = new Float64Array(4);
    for (const [item, g] of group.entries()) {
      assert.equal(g === -1, degree[item] === 0, `item ${item}`);
      if (g !== -1) mass[g]! += degree[item]! ** power;
    }
    for (let g = 0; g < 4; g++) {
      assert.ok(Math.abs(blocks.mass[g]! / mass[g]! - 1) < 1e-12);
    }
    const shares = drawnShares(blocks);
    for (const [item, g] of group.entries()) {
      const share = g === -1 ? 0 : degree[item]! ** power / mass[g]!;
      assert.ok(Math.abs(shares[item]! - share) < 1e-12, `item ${item}`);
    }
  });
}

Deno.test("EpochPlanner deals about as many items to each group", () => {
  const { memberStart } = plan(1, { groups: 4 });
  for (let g = 0; g < 4; g++) {
    const size = memberStart[g + 1]! - memberStart[g]!;
    // Of 300 items binomially: 75, standard deviation 7.5.
    assert.ok(Math.abs(size - 75) < 5 * 7.5, `${size}`);
  }
});

Deno.test("EpochPlanner takes groups without members", () => {
  const pairs = {
    left: Uint32Array.of(0, 1),
    right: Uint32Array.of(1, 2),
    weight: Float32Array.of(1, 2),
  };
  const blocks = plan(1, { groups: 64 }, pairs);
  assert.deepEqual(pairKeys(blocks).toSorted(), ["0-1", "1-2"]);
  assert.deepEqual([...blocks.member].toSorted(), [0, 1, 2]);
});

Deno.test("EpochPlanner plans an epoch the same whatever it planned before", () => {
  const planner = new EpochPlanner(PAIRS, ITEMS, { groups: 8 });
  const alone = [1, 2, 3].map((epoch) => plan(epoch, { groups: 8 }));
  for (const epoch of [3, 1, 1, 2, 3]) {
    assert.deepEqual(planner.plan(epoch), alone[epoch - 1]);
    assert.equal(planner.plan(epoch), planner.blocks);
  }
});

Deno.test("EpochPlanner deals the items anew each epoch, and by its seed", () => {
  const groups = [
    groupsOf(plan(1, { groups: 4 })),
    groupsOf(plan(2, { groups: 4 })),
    groupsOf(plan(1, { groups: 4, seed: 2 })),
  ];
  for (const [i, one] of groups.entries()) {
    for (const other of groups.slice(i + 1)) {
      const kept = one.filter((g, item) => g !== -1 && g === other[item]);
      // Independent groups have a quarter of 300 items in common.
      assert.ok(Math.abs(kept.length - 75) < 5 * 7.5, `${kept.length}`);
    }
  }
});

Deno.test("EpochPlanner lets a weight follow its pair", () => {
  const blocks = plan(2, { groups: 4 });
  const weightOf = new Map(
    pairKeys(PAIRS).map((key, p) => [key, PAIRS.weight[p]!]),
  );
  assert.deepEqual(
    [...blocks.weight!],
    pairKeys(blocks).map((key) => weightOf.get(key)),
  );
  const { left, right } = PAIRS;
  const without = new EpochPlanner({ left, right }, ITEMS, { groups: 4 });
  assert.equal("weight" in without.plan(2), false);
});

Deno.test("EpochPlanner keeps the pairs as they are", () => {
  const pairs = structuredClone(PAIRS);
  new EpochPlanner(pairs, ITEMS, { groups: 4 }).plan(1);
  assert.deepEqual(pairs, PAIRS);
});

Deno.test("EpochPlanner shares its arrays between threads if asked to", () => {
  const arraysOf = (shared: boolean) => {
    const { schedule: _, ...arrays } =
      new EpochPlanner(PAIRS, ITEMS, { groups: 2, shared }).blocks;
    return Object.values(arrays);
  };
  assert.equal(arraysOf(true).length, 9);
  for (const { buffer } of arraysOf(true)) {
    assert.ok(buffer instanceof SharedArrayBuffer);
  }
  for (const { buffer } of arraysOf(false)) {
    assert.ok(buffer instanceof ArrayBuffer);
  }
  const shared = new EpochPlanner(PAIRS, ITEMS, { groups: 2, shared: true });
  assert.deepEqual(
    [...shared.plan(1).left],
    [...plan(1, { groups: 2 }).left],
  );
});

Deno.test("groupsFor() gives more groups only where blocks and groups stay large", () => {
  assert.equal(groupsFor(1, 2), 1);
  assert.equal(groupsFor(2047, 1e6), 1);
  assert.equal(groupsFor(2048, 64), 2);
  assert.equal(groupsFor(2048, 63), 1);
  assert.equal(groupsFor(8192, 128), 4);
  assert.equal(groupsFor(8191, 128), 2);
  assert.equal(groupsFor(4e6, 420_000), 64);
  assert.equal(groupsFor(1e9, 1e9), 64);
});

Deno.test("EpochPlanner takes as many groups as groupsFor() says by default", () => {
  const items = new Set([...PAIRS.left, ...PAIRS.right]).size;
  const pairs = skewedPairs(createRandom(2), 9000, ITEMS - 1);
  assert.equal(new EpochPlanner(PAIRS, ITEMS).groups, groupsFor(2000, items));
  assert.equal(new EpochPlanner(pairs, ITEMS).groups, 4);
});

Deno.test("EpochPlanner throws RangeError for what is out of range", () => {
  const none = { left: new Uint32Array(), right: new Uint32Array() };
  assert.throws(() => new EpochPlanner(none, 3), {
    name: "RangeError",
    message:
      "Cannot plan epochs: the number of pairs must be a number >= 1, got 0",
  });
  assert.throws(() => new EpochPlanner(PAIRS, 10), {
    name: "RangeError",
    message: /^Cannot plan epochs: rows must be below 10, got \d+ in pair \d+$/,
  });
  for (const power of [-0.1, 2.1, NaN]) {
    assert.throws(() => new EpochPlanner(PAIRS, ITEMS, { power }), {
      name: "RangeError",
      message:
        `Cannot plan epochs: the power must be a number in [0, 2], got ${power}`,
    });
  }
  for (const seed of [-1, 0.5, NaN]) {
    assert.throws(() => new EpochPlanner(PAIRS, ITEMS, { seed }), {
      name: "RangeError",
      message:
        `Cannot plan epochs: the seed must be a whole number >= 0, got ${seed}`,
    });
  }
  for (const groups of [0, 3, 6, 0.5, -2, 256, NaN]) {
    assert.throws(() => new EpochPlanner(PAIRS, ITEMS, { groups }), {
      name: "RangeError",
      message:
        `Cannot plan epochs: groups must be a power of 2 up to 128, got ${groups}`,
    });
  }
});
