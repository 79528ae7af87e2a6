import type { LabelledPairs, RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { pairsOf, randomSplit } from "./_testing.ts";
import { sampleLabelled, setPairsAside } from "./watched_pairs.ts";

/** Returns each pair as a text, the smaller row first. */
function keysOf({ left, right }: RowPairs): string[] {
  return Array.from(left, (a, p) => {
    const b = right[p]!;
    return `${Math.min(a, b)}-${Math.max(a, b)}`;
  });
}

/** Returns the pairs of one label. */
function labelled(pairs: LabelledPairs, label: 0 | 1): RowPairs {
  const ofLabel = (_: number, p: number) => pairs.label[p] === label;
  return {
    left: pairs.left.filter(ofLabel),
    right: pairs.right.filter(ofLabel),
  };
}

const ITEMS = 150;
const { train: PAIRS } = randomSplit(ITEMS, 1010);

Deno.test("setPairsAside() takes one of 20 pairs away, weights with them", () => {
  const { train, watched } = setPairsAside(PAIRS, ITEMS, 1);
  const aside = keysOf(labelled(watched, 1));
  assert.equal(aside.length, 50);
  assert.equal(train.left.length, 960);
  assert.deepEqual(
    [...keysOf(train), ...aside].toSorted(),
    keysOf(PAIRS).toSorted(),
  );
  const weightOf = new Map(
    keysOf(PAIRS).map((key, p) => [key, PAIRS.weight[p]]),
  );
  assert.deepEqual(
    [...train.weight],
    keysOf(train).map((key) => weightOf.get(key)),
  );
});

Deno.test("setPairsAside() draws as many negatives, none of them a pair of any side", () => {
  const { watched } = setPairsAside(PAIRS, ITEMS, 1);
  const known = new Set(keysOf(PAIRS));
  const negatives = keysOf(labelled(watched, 0));
  assert.equal(new Set(negatives).size, 50);
  assert.ok(negatives.every((key) => !known.has(key)));
  assert.equal(watched.label.length, 100);
});

Deno.test("setPairsAside() chooses by its seed, from all over the pairs", () => {
  const asideOf = (seed: number): string[] =>
    keysOf(labelled(setPairsAside(PAIRS, ITEMS, seed).watched, 1));
  assert.deepEqual(asideOf(1), asideOf(1));
  assert.notDeepEqual(asideOf(1), asideOf(2));
  const place = new Map(keysOf(PAIRS).map((key, p) => [key, p]));
  const inFirstHalf = asideOf(1).filter((key) => place.get(key)! < 505).length;
  // Binomial: 25 of 50, standard deviation 3.5.
  assert.ok(Math.abs(inFirstHalf - 25) < 5 * 3.5, `${inFirstHalf}`);
});

Deno.test("setPairsAside() takes one pair at least", () => {
  const { train, watched } = setPairsAside(pairsOf([[0, 1], [1, 2]]), 3, 1);
  assert.equal(train.left.length, 1);
  // Of three items only 0 and 2 do not go together.
  assert.deepEqual(keysOf(labelled(watched, 0)), ["0-2"]);
});

Deno.test("setPairsAside() does not change the pairs", () => {
  const pairs = structuredClone(PAIRS);
  setPairsAside(pairs, ITEMS, 1);
  assert.deepEqual(pairs, PAIRS);
});

/** As many labelled pairs: pair p is of rows p and p + 1, of label 1 at every third. */
function manyLabelled(count: number): LabelledPairs {
  return {
    left: Uint32Array.from({ length: count }, (_, p) => p),
    right: Uint32Array.from({ length: count }, (_, p) => p + 1),
    label: Uint8Array.from({ length: count }, (_, p) => Number(p % 3 === 0)),
  };
}

Deno.test("sampleLabelled() takes all pairs up to 20,000", () => {
  const pairs = manyLabelled(20_000);
  assert.deepEqual(sampleLabelled(pairs, 1), pairs);
});

Deno.test("sampleLabelled() takes 20,000 of more, each once and with its label", () => {
  const { left, right, label } = sampleLabelled(manyLabelled(60_000), 1);
  assert.equal(left.length, 20_000);
  assert.equal(new Set(left).size, 20_000);
  let positives = 0;
  for (const [p, row] of left.entries()) {
    assert.equal(right[p], row + 1);
    assert.equal(label[p], Number(row % 3 === 0));
    positives += label[p]!;
  }
  // Hypergeometric: a third, standard deviation 54.
  assert.ok(Math.abs(positives - 20_000 / 3) < 5 * 54, `${positives}`);
  assert.notDeepEqual(sampleLabelled(manyLabelled(60_000), 2).left, left);
});
