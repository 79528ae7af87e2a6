import { countPairs, createRandom, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { assertProportional, pairKeys, skewedPairs } from "./_testing.ts";
import {
  BlockBatches,
  type BlockBatchOptions,
  type KnownPartners,
} from "./block_batches.ts";
import { type EpochBlocks, EpochPlanner } from "./epoch_blocks.ts";
import type { SampledBatch } from "./pair_batches.ts";

const ITEMS = 200;
const PAIRS = skewedPairs(createRandom(1), 1200, ITEMS);
const GROUPS = 4;
const BLOCKS = GROUPS * (GROUPS + 1) / 2;
const POWER = 0.75;

/** The plan of one epoch, in arrays of its own. */
function planOf(epoch: number): EpochBlocks {
  const planner = new EpochPlanner(PAIRS, ITEMS, {
    groups: GROUPS,
    power: POWER,
  });
  return planner.plan(epoch);
}

const PLAN = planOf(1);

/** Returns copies of a block's batches. */
function batchesOf(
  batches: BlockBatches,
  epoch: number,
  block: number,
): SampledBatch[] {
  return Array.from(
    batches.of(epoch, block),
    (batch) => structuredClone(batch),
  );
}

/** Returns copies of all batches of an epoch, block by block. */
function epochOf(options: BlockBatchOptions): SampledBatch[][] {
  const batches = new BlockBatches(PLAN, options);
  return Array.from(
    { length: BLOCKS },
    (_, block) => batchesOf(batches, 1, block),
  );
}

/** Lists the partners of every item, those of one without any as none. */
function partnersOf({ left, right }: RowPairs): KnownPartners {
  const lists = Array.from({ length: ITEMS }, (): number[] => []);
  for (const [p, a] of left.entries()) {
    lists[a]!.push(right[p]!);
    lists[right[p]!]!.push(a);
  }
  const start = new Uint32Array(ITEMS + 1);
  for (const [i, list] of lists.entries()) {
    start[i + 1] = start[i]! + list.length;
  }
  return { start, partner: Uint32Array.from(lists.flat()) };
}

const toPairs = ({ anchor, positive }: SampledBatch): RowPairs => ({
  left: anchor,
  right: positive,
});

for (const batchSize of [1, 7, 64, 1024]) {
  Deno.test(`BlockBatches gives each pair of a block once, ${batchSize} pairs at a time`, () => {
    const { start, left, right } = PLAN;
    for (const [block, batches] of epochOf({ batchSize }).entries()) {
      const [from, to] = [start[block]!, start[block + 1]!];
      const lengths = batches.map(({ anchor }) => anchor.length);
      assert.ok(lengths.slice(0, -1).every((length) => length === batchSize));
      assert.ok(lengths.at(-1)! <= batchSize);
      assert.deepEqual(
        batches.flatMap((batch) => pairKeys(toPairs(batch))).toSorted(),
        pairKeys({
          left: left.subarray(from, to),
          right: right.subarray(from, to),
        }).toSorted(),
      );
    }
  });
}

Deno.test("BlockBatches gives a block's pairs in random order", () => {
  const { start } = PLAN;
  const place = new Map(pairKeys(PLAN).map((key, p) => [key, p]));
  // How often the pair at each third of a block comes in each third of it.
  const counts = new Uint32Array(9);
  const batches = new BlockBatches(PLAN, { negativesPerPair: 0 });
  for (let epoch = 1; epoch <= 50; epoch++) {
    for (let block = 0; block < BLOCKS; block++) {
      // As many as three have the same number of.
      const size = start[block + 1]! - start[block]!;
      const third = Math.floor(size / 3);
      const keys = batchesOf(batches, epoch, block)
        .flatMap((batch) => pairKeys(toPairs(batch)));
      for (const [came, key] of keys.entries()) {
        const was = place.get(key)! - start[block]!;
        if (Math.max(came, was) >= 3 * third) continue;
        counts[3 * Math.floor(was / third) + Math.floor(came / third)]!++;
      }
    }
  }
  const total = counts.reduce((a, b) => a + b, 0);
  assert.ok(total > 50_000);
  for (const count of counts) {
    // Standard deviation of a ninth: 0.3 % of it and more.
    assert.ok(Math.abs(count / total * 9 - 1) < 0.05, `${counts}`);
  }
});

Deno.test("BlockBatches makes either item of a pair the anchor, at random", () => {
  const left = new Map(pairKeys(PLAN).map((key, p) => [key, PLAN.left[p]!]));
  let turned = 0;
  for (const batch of epochOf({}).flat()) {
    const keys = pairKeys(toPairs(batch));
    for (const [b, anchor] of batch.anchor.entries()) {
      if (left.get(keys[b]!) !== anchor) turned++;
    }
  }
  // Binomial: 600, standard deviation 17.
  assert.ok(Math.abs(turned - 600) < 5 * 17, `${turned}`);
});

Deno.test("BlockBatches draws from a block's two groups alone, by degree to the power", () => {
  const { schedule, member, memberStart } = PLAN;
  const degree = countPairs(PAIRS, ITEMS);
  const batches = new BlockBatches(PLAN, { negativesPerPair: 40 });
  for (let block = 0; block < BLOCKS; block++) {
    const weights = new Array<number>(ITEMS).fill(0);
    for (const g of [schedule.first[block]!, schedule.second[block]!]) {
      for (const item of member.subarray(memberStart[g], memberStart[g + 1])) {
        weights[item] = degree[item]! ** POWER;
      }
    }
    const counts = new Uint32Array(ITEMS);
    // The plan stays, the draws do not.
    for (let epoch = 1; epoch <= 5; epoch++) {
      for (const { negative } of batches.of(epoch, block)) {
        for (const item of negative) counts[item]!++;
      }
    }
    assertProportional(counts, weights);
  }
});

for (
  const { sharedBy, batchSize, largest } of [
    { sharedBy: 1, batchSize: 50, largest: 50 },
    { sharedBy: 4, batchSize: 64, largest: 64 },
    { sharedBy: 16, batchSize: 50, largest: 64 },
    { sharedBy: 32, batchSize: 1, largest: 32 },
  ]
) {
  Deno.test(`BlockBatches draws once for ${sharedBy} pairs, in batches of whole groups`, () => {
    const negativesPerPair = 3;
    for (
      const [block, batches] of epochOf({
        sharedBy,
        batchSize,
        negativesPerPair,
      }).entries()
    ) {
      const size = PLAN.start[block + 1]! - PLAN.start[block]!;
      for (const [b, batch] of batches.entries()) {
        const length = Math.min(largest, size - b * largest);
        assert.equal(batch.sharedBy, sharedBy);
        assert.equal(batch.negativesPerPair, negativesPerPair);
        assert.equal(batch.anchor.length, length);
        assert.equal(batch.positive.length, length);
        assert.equal(
          batch.negative.length,
          Math.ceil(length / sharedBy) * negativesPerPair,
        );
      }
    }
  });
}

Deno.test("BlockBatches takes 0 negatives", () => {
  for (const { negative, hits } of epochOf({ negativesPerPair: 0 }).flat()) {
    assert.equal(negative.length, 0);
    assert.equal(hits, null);
  }
});

Deno.test("BlockBatches lets a weight follow its pair", () => {
  const weightOf = new Map(
    pairKeys(PAIRS).map((key, p) => [key, PAIRS.weight[p]!]),
  );
  for (const batch of epochOf({ batchSize: 32 }).flat()) {
    assert.deepEqual(
      [...batch.weight!],
      pairKeys(toPairs(batch)).map((key) => weightOf.get(key)),
    );
  }
  const { weight: _, ...plan } = PLAN;
  const [batch] = batchesOf(new BlockBatches(plan), 1, 0);
  assert.equal("weight" in batch!, false);
});

/** Finds the hits of a batch one by one: for each draw, which pairs' it is. */
function findHits(
  { anchor, negative, negativesPerPair, sharedBy = 1 }: SampledBatch,
  known: ReadonlySet<string>,
): { hits: number; masked: number[] } {
  let hits = 0;
  const masked = Array.from(negative, (drawn, d) => {
    const first = Math.floor(d / negativesPerPair) * sharedBy;
    let word = 0;
    for (let s = 0; s < sharedBy && first + s < anchor.length; s++) {
      const a = anchor[first + s]!;
      const key = `${Math.min(a, drawn)}-${Math.max(a, drawn)}`;
      if (drawn !== a && !known.has(key)) continue;
      hits++;
      word += 2 ** s;
    }
    return word;
  });
  return { hits, masked };
}

for (const sharedBy of [1, 3, 16, 32]) {
  Deno.test(`BlockBatches finds every hit where ${sharedBy} pairs share, and masks it`, () => {
    // Half of the pairs are known: the others are no hits, though they be positives.
    const half = {
      left: PAIRS.left.filter((_, p) => p % 2 === 0),
      right: PAIRS.right.filter((_, p) => p % 2 === 0),
    };
    const keys = new Set(pairKeys(half));
    const options = {
      known: partnersOf(half),
      sharedBy,
      batchSize: 64,
      negativesPerPair: 20,
    };
    const counted = epochOf(options).flat();
    const masked = epochOf({ ...options, maskHits: true }).flat();
    let all = 0;
    for (const [b, batch] of masked.entries()) {
      const expected = findHits(batch, keys);
      assert.equal(batch.hits, expected.hits);
      assert.deepEqual([...batch.masked!], expected.masked);
      const { masked: _, ...rest } = batch;
      assert.deepEqual(rest, counted[b]);
      all += expected.hits;
    }
    assert.ok(all > 1000, `${all} hits`);
    // The last of 32 pairs has the sign bit.
    const top = masked.some((batch) =>
      batch.masked!.some((word) => word >= 2 ** 31)
    );
    assert.equal(top, sharedBy === 32);
  });
}

Deno.test("BlockBatches draws the same whether or not it looks for hits", () => {
  const known = partnersOf(PAIRS);
  const looked = epochOf({ known }).flat();
  assert.ok(looked.some(({ hits }) => hits! > 0));
  assert.deepEqual(
    looked.map((batch) => ({ ...batch, hits: null })),
    epochOf({}).flat(),
  );
});

Deno.test("BlockBatches gives the same for an epoch and a block whatever was asked before", () => {
  const options = {
    known: partnersOf(PAIRS),
    maskHits: true,
    sharedBy: 4,
    batchSize: 64,
  };
  const fresh = (epoch: number, block: number): SampledBatch[] =>
    batchesOf(new BlockBatches(planOf(epoch), options), epoch, block);
  const planner = new EpochPlanner(PAIRS, ITEMS, {
    groups: GROUPS,
    power: POWER,
  });
  const used = new BlockBatches(planner.blocks, options);
  const random = createRandom(5);
  for (let turn = 0; turn < 30; turn++) {
    const epoch = 1 + random.below(3);
    const block = random.below(BLOCKS);
    planner.plan(epoch);
    // Some blocks are left in the middle.
    if (turn % 3 === 0) used.of(epoch, random.below(BLOCKS)).next();
    assert.deepEqual(batchesOf(used, epoch, block), fresh(epoch, block));
  }
});

Deno.test("BlockBatches draws anew each epoch and block, and by its seed", () => {
  const negativesOf = (epoch: number, block: number, seed: number): string =>
    batchesOf(new BlockBatches(PLAN, { seed }), epoch, block)
      .flatMap(({ negative }) => [...negative]).join();
  const drawn = new Set([
    negativesOf(1, 0, 1),
    negativesOf(2, 0, 1),
    negativesOf(1, 0, 2),
    negativesOf(1, 1, 1),
  ]);
  assert.equal(drawn.size, 4);
});

Deno.test("BlockBatches overwrites a batch's arrays by the next, from its allocator", () => {
  const made = new Set<ArrayBufferLike>();
  const note = <A extends Uint32Array | Float32Array>(array: A): A => {
    made.add(array.buffer);
    return array;
  };
  const batches = new BlockBatches(PLAN, {
    batchSize: 16,
    known: partnersOf(PAIRS),
    maskHits: true,
    allocate: {
      uint32: (length) => note(new Uint32Array(length)),
      float32: (length) => note(new Float32Array(length)),
    },
  });
  const used = new Set<ArrayBufferLike>();
  for (let block = 0; block < BLOCKS; block++) {
    for (const batch of batches.of(1, block)) {
      const { anchor, positive, negative, masked, weight } = batch;
      for (const array of [anchor, positive, negative, masked!, weight!]) {
        used.add(array.buffer);
      }
    }
  }
  assert.equal(used.size, 5);
  assert.deepEqual(used, made);
});

Deno.test("BlockBatches gives no batch of an empty block", () => {
  const pairs = { left: Uint32Array.of(0), right: Uint32Array.of(1) };
  const blocks = new EpochPlanner(pairs, 2, { groups: 64 }).plan(1);
  const batches = new BlockBatches(blocks);
  const lengths = Array.from(
    { length: blocks.start.length - 1 },
    (_, block) => batchesOf(batches, 1, block).length,
  );
  assert.equal(lengths.reduce((a, b) => a + b), 1);
});

Deno.test("BlockBatches throws RangeError for what is out of range", () => {
  const refused: [BlockBatchOptions, string][] = [
    [{ seed: -1 }, "the seed must be a whole number >= 0, got -1"],
    [
      { negativesPerPair: 0.5 },
      "negatives per pair must be a whole number >= 0, got 0.5",
    ],
    [{ batchSize: 0 }, "the batch size must be a whole number >= 1, got 0"],
    [
      { sharedBy: 33 },
      "pairs that share must be a whole number in [1, 32], got 33",
    ],
    [
      { sharedBy: 0 },
      "pairs that share must be a whole number in [1, 32], got 0",
    ],
    [
      { maskHits: true },
      "to mask hits the known pairs must be given, got none",
    ],
  ];
  for (const [options, message] of refused) {
    assert.throws(
      () => new BlockBatches(PLAN, options),
      new RangeError(`Cannot draw batches: ${message}`),
    );
  }
});
