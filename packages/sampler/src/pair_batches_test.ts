import { createRandom, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { assertProportional, pairKeys, randomPairs } from "./_testing.ts";
import { AliasTable } from "./alias_table.ts";
import {
  createNegativeSampler,
  NEGATIVE_STREAMS,
  type NegativeSampler,
} from "./negative_sampler.ts";
import {
  pairBatches,
  type PairBatchOptions,
  type SampledBatch,
} from "./pair_batches.ts";
import { PairIndex } from "./pair_index.ts";

/** Draws 0, 1, 2, … so that each draw can be told apart. */
function countingSampler(): NegativeSampler & { drawn: number } {
  return {
    drawn: 0,
    draw() {
      return this.drawn++;
    },
    fill(out) {
      for (let i = 0; i < out.length; i++) out[i] = this.drawn++;
    },
  };
}

/** Returns copies of one epoch's batches. */
function epochOf(
  pairs: RowPairs,
  seed: number,
  options?: PairBatchOptions,
  negatives: NegativeSampler = countingSampler(),
): SampledBatch[] {
  return Array.from(
    pairBatches(pairs, negatives, createRandom(seed), options),
    (batch) => structuredClone(batch),
  );
}

/** Returns an epoch's pairs, each as anchor and positive. */
function orientedPairs(batches: SampledBatch[]): [number, number][] {
  return batches.flatMap(({ anchor, positive }) =>
    Array.from(anchor, (row, b): [number, number] => [row, positive[b]!])
  );
}

Deno.test("pairBatches() gives every pair exactly once an epoch", () => {
  const pairs = randomPairs(createRandom(1), 500, 60);
  for (const batchSize of [1, 7, 100, 499, 500, 4096]) {
    const seen = orientedPairs(epochOf(pairs, 1, { batchSize }))
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
    assert.deepEqual(seen.toSorted(), pairKeys(pairs).toSorted());
  }
});

Deno.test("pairBatches() fills every batch but the last", () => {
  const pairs = randomPairs(createRandom(2), 10, 20);
  for (
    const [batchSize, lengths] of [
      [3, [3, 3, 3, 1]],
      [5, [5, 5]],
      [10, [10]],
      [11, [10]],
    ] as const
  ) {
    const batches = epochOf(pairs, 1, { batchSize, negativesPerPair: 2 });
    assert.deepEqual(batches.map(({ anchor }) => anchor.length), lengths);
    for (const { anchor, positive, negative, negativesPerPair } of batches) {
      assert.equal(positive.length, anchor.length);
      assert.equal(negativesPerPair, 2);
      assert.equal(negative.length, anchor.length * 2);
    }
  }
});

Deno.test("pairBatches() takes 4,096 pairs and five negatives by default", () => {
  const pairs = randomPairs(createRandom(3), 5000, 200);
  const batches = epochOf(pairs, 1);
  assert.deepEqual(batches.map(({ anchor }) => anchor.length), [4096, 904]);
  assert.deepEqual(batches.map(({ negativesPerPair }) => negativesPerPair), [
    5,
    5,
  ]);
});

Deno.test("pairBatches() draws each negative it gives, in order, and no more", () => {
  const pairs = randomPairs(createRandom(4), 10, 20);
  const sampler = countingSampler();
  const batches = epochOf(
    pairs,
    1,
    { batchSize: 4, negativesPerPair: 3 },
    sampler,
  );
  assert.equal(sampler.drawn, 30);
  assert.deepEqual(
    batches.flatMap(({ negative }) => [...negative]),
    Array.from({ length: 30 }, (_, i) => i),
  );
});

Deno.test("pairBatches() takes 0 negatives", () => {
  const pairs = randomPairs(createRandom(5), 3, 9);
  const sampler = countingSampler();
  const [batch] = epochOf(pairs, 1, { negativesPerPair: 0 }, sampler);
  assert.equal(batch!.negative.length, 0);
  assert.equal(sampler.drawn, 0);
});

Deno.test("pairBatches() turns about half of the pairs around", () => {
  const pairs = randomPairs(createRandom(6), 1000, 80);
  const turned = orientedPairs(epochOf(pairs, 1))
    .filter(([anchor, positive]) => anchor > positive).length;
  // Binomial: standard deviation 16, so five of them.
  assert.ok(Math.abs(turned - 500) < 80, `${turned}`);
});

Deno.test("pairBatches() takes another order in the next epoch", () => {
  const pairs = randomPairs(createRandom(7), 50, 30);
  const random = createRandom(1);
  const epoch = (): string =>
    Array.from(
      pairBatches(pairs, countingSampler(), random),
      ({ anchor }) => `${anchor}`,
    ).join();
  assert.notEqual(epoch(), epoch());
});

Deno.test("pairBatches() gives the same batches for the same seed only", () => {
  const pairs = randomPairs(createRandom(8), 50, 30);
  const negatives = createNegativeSampler(pairs, 30);
  const epoch = (seed: number): SampledBatch[] =>
    epochOf(pairs, seed, { batchSize: 16 }, negatives);
  assert.deepEqual(epoch(1), epoch(1));
  assert.notDeepEqual(epoch(1), epoch(2));
});

Deno.test("pairBatches() overwrites a batch's arrays by the next", () => {
  const pairs = randomPairs(createRandom(9), 4, 9);
  const buffers = Array.from(
    pairBatches(pairs, countingSampler(), createRandom(1), { batchSize: 2 }),
    ({ anchor }) => anchor.buffer,
  );
  assert.equal(buffers.length, 2);
  assert.equal(buffers[0], buffers[1]);
});

Deno.test("pairBatches() does not change the pairs", () => {
  const pairs = randomPairs(createRandom(10), 20, 20);
  const before = structuredClone(pairs);
  epochOf(pairs, 1);
  assert.deepEqual(pairs, before);
});

Deno.test("pairBatches() gives no batch without pairs", () => {
  const none = { left: new Uint32Array(), right: new Uint32Array() };
  assert.deepEqual(epochOf(none, 1), []);
});

Deno.test("pairBatches() throws RangeError if the batch size is out of range", () => {
  const pairs = randomPairs(createRandom(11), 3, 9);
  for (const batchSize of [0, -1, 1.5, NaN]) {
    assert.throws(() => epochOf(pairs, 1, { batchSize }), {
      name: "RangeError",
      message:
        `Cannot draw batches: the batch size must be a whole number >= 1, got ${batchSize}`,
    });
  }
});

Deno.test("pairBatches() throws RangeError if the negatives are out of range", () => {
  const pairs = randomPairs(createRandom(12), 3, 9);
  for (const negativesPerPair of [-1, 0.5, NaN]) {
    assert.throws(() => epochOf(pairs, 1, { negativesPerPair }), {
      name: "RangeError",
      message:
        `Cannot draw batches: the negatives per pair must be a whole number >= 0, got ${negativesPerPair}`,
    });
  }
});

/** Counts hits in a batch by a set of texts. */
function countHits(batches: SampledBatch[], known: RowPairs): number {
  const keys = new Set(pairKeys(known));
  let hits = 0;
  for (const { anchor, negative, negativesPerPair } of batches) {
    for (const [d, drawn] of negative.entries()) {
      const row = anchor[Math.floor(d / negativesPerPair)]!;
      const key = `${Math.min(row, drawn)}-${Math.max(row, drawn)}`;
      if (row === drawn || keys.has(key)) hits++;
    }
  }
  return hits;
}

const hitsOf = (batches: SampledBatch[]): number =>
  batches.reduce((sum, { hits }) => sum + hits!, 0);

Deno.test("pairBatches() looks for no hits unless it is told what is known", () => {
  const pairs = randomPairs(createRandom(13), 50, 12);
  for (const { hits } of epochOf(pairs, 1)) assert.equal(hits, null);
});

for (const method of NEGATIVE_STREAMS) {
  Deno.test(`pairBatches() counts the hits of "${method}" and changes nothing`, () => {
    const pairs = randomPairs(createRandom(14), 300, 40);
    const epoch = (options: PairBatchOptions) =>
      epochOf(
        pairs,
        1,
        { batchSize: 64, ...options },
        createNegativeSampler(pairs, 40, { method }),
      );
    const counted = epoch({ known: new PairIndex(pairs, 40) });
    assert.ok(hitsOf(counted) > 100);
    assert.equal(hitsOf(counted), countHits(counted, pairs));
    assert.deepEqual(
      counted.map((batch) => ({ ...batch, hits: null })),
      epoch({}),
    );
  });

  Deno.test(`pairBatches() rejects every hit of "${method}" where another item is to be had`, () => {
    const pairs = randomPairs(createRandom(15), 300, 60);
    const known = new PairIndex(pairs, 60);
    const epoch = (rejectHits: boolean) =>
      epochOf(
        pairs,
        1,
        { known, rejectHits },
        createNegativeSampler(pairs, 60, { method }),
      );
    const [kept, rejected] = [epoch(false), epoch(true)];
    assert.equal(countHits(rejected, pairs), 0);
    // One batch: what was drawn first is the same, and so are its hits.
    assert.equal(kept.length, 1);
    assert.ok(hitsOf(kept) > 100);
    assert.equal(hitsOf(rejected), hitsOf(kept));
    const changed = rejected[0]!.negative.filter((row, d) =>
      row !== kept[0]!.negative[d]
    );
    // An item is drawn again for each hit, and it is another one.
    assert.equal(changed.length, hitsOf(kept));
  });
}

Deno.test("pairBatches() rejects by drawing in proportion to what is left", () => {
  // Item 0 goes with 1 and 2 only; 3 is drawn thrice as often as 4.
  const pairs = { left: Uint32Array.of(0, 0), right: Uint32Array.of(1, 2) };
  const table = new AliasTable(Float64Array.of(3, 5, 5, 3, 1));
  const counts = new Uint32Array(5);
  const known = new PairIndex(pairs, 5);
  const random = createRandom(1);
  for (let epoch = 0; epoch < 2000; epoch++) {
    const options = { known, rejectHits: true };
    for (
      const { anchor, negative } of pairBatches(pairs, table, random, options)
    ) {
      for (const [d, drawn] of negative.entries()) {
        if (anchor[Math.floor(d / 5)] === 0) counts[drawn]!++;
      }
    }
  }
  // 13 of 17 draws are hits: after 20 more, 1 of 280 still is one.
  const left = counts[3]! + counts[4]!;
  const hits = counts[0]! + counts[1]! + counts[2]!;
  assert.ok(hits < left / 100, `${counts}`);
  assertProportional(counts.subarray(3), [3, 1]);
});

Deno.test("pairBatches() gives up on an anchor that goes with every item", () => {
  // All pairs of four items.
  const pairs = {
    left: Uint32Array.of(0, 0, 0, 1, 1, 2),
    right: Uint32Array.of(1, 2, 3, 2, 3, 3),
  };
  const sampler = countingSampler();
  const modulo = {
    draw: () => sampler.draw(createRandom(1)) % 4,
    fill: (out: Uint32Array) => out.fill(3),
  };
  const options = {
    known: new PairIndex(pairs, 4),
    rejectHits: true,
    negativesPerPair: 2,
  };
  const batches = epochOf(pairs, 1, options, modulo);
  assert.equal(hitsOf(batches), 12);
  assert.equal(countHits(batches, pairs), 12);
  assert.equal(sampler.drawn, 12 * 20);
});

Deno.test("pairBatches() counts the positive as a hit, known or not", () => {
  const pairs = { left: Uint32Array.of(0), right: Uint32Array.of(1) };
  const none = { left: new Uint32Array(), right: new Uint32Array() };
  const known = new PairIndex(none, 9);
  // Draws 0, 1, 2, 3 and 4: the anchor and its positive are among them.
  const [batch] = epochOf(pairs, 1, { known });
  assert.equal(batch!.hits, 2);
});

Deno.test("pairBatches() throws RangeError if it shall reject and knows no pairs", () => {
  const pairs = randomPairs(createRandom(16), 3, 9);
  assert.throws(
    () => epochOf(pairs, 1, { rejectHits: true }),
    new RangeError(
      "Cannot draw batches: to reject hits the known pairs must be given, got none",
    ),
  );
});
