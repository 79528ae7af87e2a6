// version "alias": a random column and a coin a draw    version "stream": read on
// Run: deno bench -A --cached-only packages/sampler/src/negative_sampler_bench.ts
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { skewedPairs } from "./_testing.ts";
import { createNegativeSampler, NEGATIVE_STREAMS } from "./negative_sampler.ts";
import { pairBatches } from "./pair_batches.ts";
import { PairIndex } from "./pair_index.ts";

/** Draws in one measured call: a batch of 4,096 pairs with five negatives. */
const DRAWS = 20_480;

for (const itemCount of [12_000, 400_000, 2_000_000]) {
  const pairs = skewedPairs(createRandom(1), 2 * itemCount, itemCount);
  const group = `${DRAWS} draws, ${itemCount} items`;
  for (const method of NEGATIVE_STREAMS) {
    // A fast wrong answer is worthless: compare before timing.
    const [filling, drawing] = [1, 2].map(() =>
      createNegativeSampler(pairs, itemCount, { method })
    );
    const out = new Uint32Array(DRAWS);
    filling!.fill(out, createRandom(2));
    const reference = createRandom(2);
    for (const row of out) assert.equal(row, drawing!.draw(reference));

    const random = createRandom(3);
    Deno.bench({
      group,
      name: `${method}, filled`,
      baseline: method === "alias",
    }, () => {
      filling!.fill(out, random);
    });
    Deno.bench({ group, name: `${method}, one by one` }, () => {
      for (let d = 0; d < DRAWS; d++) out[d] = drawing!.draw(random);
    });
  }
}

// What looking for hits costs an epoch of batches, without any training.
const itemCount = 12_000;
const pairs = skewedPairs(createRandom(4), 160_000, itemCount);
const sampler = createNegativeSampler(pairs, itemCount);
const known = new PairIndex(pairs, itemCount, { filter: true });
const unfiltered = new PairIndex(pairs, itemCount);
for (
  const [name, options] of [
    ["ignored", {}],
    ["counted", { known }],
    ["counted, no filter", { known: unfiltered }],
    ["rejected", { known, rejectHits: true }],
  ] as const
) {
  const epoch = (): number => {
    let hits = 0;
    const random = createRandom(5);
    for (const batch of pairBatches(pairs, sampler, random, options)) {
      hits += batch.hits ?? 0;
    }
    return hits;
  };
  assert.equal(epoch() > 0, name !== "ignored");
  Deno.bench({
    group: "hits in an epoch of 160,000 pairs",
    name,
    baseline: name === "ignored",
  }, () => {
    epoch();
  });
}
