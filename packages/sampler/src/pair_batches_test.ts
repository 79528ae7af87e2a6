import { createRandom, type PairBatch, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { pairKeys, randomPairs } from "./_testing.ts";
import {
  createNegativeSampler,
  type NegativeSampler,
} from "./negative_sampler.ts";
import { pairBatches, type PairBatchOptions } from "./pair_batches.ts";

/** Draws 0, 1, 2, … so that each draw can be told apart. */
function countingSampler(): NegativeSampler & { drawn: number } {
  return {
    drawn: 0,
    draw() {
      return this.drawn++;
    },
  };
}

/** Returns copies of one epoch's batches. */
function epochOf(
  pairs: RowPairs,
  seed: number,
  options?: PairBatchOptions,
  negatives: NegativeSampler = countingSampler(),
): PairBatch[] {
  return Array.from(
    pairBatches(pairs, negatives, createRandom(seed), options),
    (batch) => structuredClone(batch),
  );
}

/** Returns an epoch's pairs, each as anchor and positive. */
function orientedPairs(batches: PairBatch[]): [number, number][] {
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
  const epoch = (seed: number): PairBatch[] =>
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
