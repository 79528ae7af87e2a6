import assert from "node:assert/strict";
import { DenseCandidates } from "../ranking/_dense_candidates.ts";
import { rankCandidates } from "../ranking/_rank_candidates.ts";
import { randomScorer } from "./random_scorer.ts";

/** All pairs u < v of some items, with their scores. */
function allPairs(itemCount: number, seed: number) {
  const left: number[] = [], right: number[] = [];
  for (let u = 0; u < itemCount; u++) {
    for (let v = u + 1; v < itemCount; v++) {
      left.push(u);
      right.push(v);
    }
  }
  const pairs = {
    left: Uint32Array.from(left),
    right: Uint32Array.from(right),
  };
  const scorer = randomScorer(itemCount, seed);
  return { ...pairs, scores: scorer.scorePairs(pairs.left, pairs.right) };
}

/** Correlation of two equally long lists of numbers. */
function correlation(a: number[], b: number[]): number {
  const centred = (x: number[]) => {
    const mean = x.reduce((sum, y) => sum + y, 0) / x.length;
    return x.map((y) => y - mean);
  };
  const dot = (x: number[], y: number[]) =>
    x.reduce((sum, z, i) => sum + z * y[i]!, 0);
  const [p, q] = [centred(a), centred(b)];
  return dot(p, q) / Math.sqrt(dot(p, p) * dot(q, q));
}

Deno.test("randomScorer() scores a pair the same both ways round, and in scoreItems()", () => {
  const { left, right, scores } = allPairs(30, 3);
  const scorer = randomScorer(30, 3);
  assert.deepEqual(scorer.scorePairs(right, left), scores);
  const out = new Float32Array(30 * 30);
  scorer.scoreItems(Uint32Array.from({ length: 30 }, (_, i) => i), out);
  for (const [p, u] of left.entries()) {
    assert.equal(out[u * 30 + right[p]!], scores[p]);
  }
});

Deno.test("randomScorer() spreads scores evenly over [0, 1), hardly with ties", () => {
  const { scores } = allPairs(400, 1);
  assert.ok(scores.every((score) => score >= 0 && score < 1));
  const bins = new Uint32Array(20);
  for (const score of scores) bins[Math.floor(score * 20)]!++;
  const expected = scores.length / 20;
  const chiSquare = bins.reduce((sum, n) => sum + (n - expected) ** 2, 0) /
    expected;
  // 19 degrees of freedom: below 43.8 in 99.9 of 100 cases.
  assert.ok(chiSquare < 43.8, `${chiSquare}`);
  assert.ok(new Set(scores).size > 0.99 * scores.length);
});

Deno.test("randomScorer() scores all items for one as if nothing were known of another's", () => {
  // Of items of different groups; 1/sqrt(20000) is the standard error.
  const scorer = randomScorer(20_001, 2);
  const rows = Uint32Array.from({ length: 20_000 }, (_, i) => i);
  for (const [item, other] of [[20_000, 19_999], [7, 300], [7, 8]] as const) {
    const a = scorer.scorePairs(rows.map(() => item), rows);
    const b = scorer.scorePairs(rows.map(() => other), rows);
    const free = [...rows].filter((row) => row !== item && row !== other);
    const r = correlation(free.map((i) => a[i]!), free.map((i) => b[i]!));
    assert.ok(Math.abs(r) < 4 / Math.sqrt(20_000), `${item}, ${other}: ${r}`);
  }
});

Deno.test("randomScorer() puts each item into about as many lists as chance does", async () => {
  const itemCount = 3000, k = 10;
  const { items } = await randomScorer(itemCount, 4).rank!({
    queries: Uint32Array.from({ length: itemCount }, (_, i) => i),
    k,
  });
  const lists = new Uint32Array(itemCount);
  for (const item of items) lists[item]!++;
  // Counts of independent draws vary by their mean: Poisson.
  const variance = lists.reduce((sum, n) => sum + (n - k) ** 2, 0) / itemCount;
  assert.ok(Math.abs(variance - k) < 0.15 * k, `${variance}`);
});

Deno.test("randomScorer() ranks the few ties there are as searching all scores does", async () => {
  const itemCount = 100_000;
  const scorer = randomScorer(itemCount, 5);
  // The first has its best score twice, in one group; the others have that of
  // the fifth place twice, in two groups.
  for (
    const [query, k] of [[53_176, 1], [38, 5], [158, 5], [190, 5], [374, 5]]
  ) {
    const job = { queries: Uint32Array.of(query!), k: k! };
    const ranked = await scorer.rank!(job);
    assert.deepEqual([...ranked.tiedAtLast], [2]);
    const all = new DenseCandidates(scorer, job.queries, itemCount);
    assert.deepEqual(ranked, await rankCandidates(job, itemCount, all));
  }
});

Deno.test("randomScorer() follows from its seed", () => {
  assert.deepEqual(allPairs(20, 6).scores, allPairs(20, 6).scores);
  assert.notDeepEqual(allPairs(20, 6).scores, allPairs(20, 7).scores);
  assert.throws(() => randomScorer(3, -1), RangeError);
});
