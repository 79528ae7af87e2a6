import assert from "node:assert/strict";
import { neighbourLists } from "../neighbour_lists.ts";
import { randomScorer } from "../scorers/random_scorer.ts";
import { meanRanking } from "./mean_ranking.ts";
import { rankingMetrics } from "./ranking_metrics.ts";

const relevant = neighbourLists({
  left: Uint32Array.of(0, 2, 5, 1),
  right: Uint32Array.of(1, 3, 3, 7),
}, 9);
const known = neighbourLists({
  left: Uint32Array.of(0, 4),
  right: Uint32Array.of(3, 8),
}, 9);
const result = await rankingMetrics(randomScorer(9), { relevant, known }, {
  ks: [2, 3],
});

Deno.test("meanRanking() averages over all query items and keeps what is of all", () => {
  const means = meanRanking(result);
  assert.deepEqual(
    Object.keys(means).sort(),
    [...Object.keys(result.perQuery), ...Object.keys(result.whole)].sort(),
  );
  assert.equal(means.giniAt3, result.whole.giniAt3);
  const values = [...result.perQuery.ndcgAt2];
  assert.equal(values.length, 6);
  assert.equal(means.ndcgAt2, values.reduce((a, b) => a + b) / 6);
});

Deno.test("meanRanking() averages over some query items, with repeats", () => {
  const means = meanRanking(result, Uint32Array.of(4, 0, 4));
  assert.deepEqual(Object.keys(means), Object.keys(result.perQuery));
  const { mrr } = result.perQuery;
  assert.equal(means.mrr, (mrr[4]! + mrr[0]! + mrr[4]!) / 3);
});

Deno.test("meanRanking() throws RangeError on wrong positions", () => {
  for (const [positions, got] of [[[], "none"], [[0, 6], "6"]] as const) {
    assert.throws(
      () => meanRanking(result, Uint32Array.from(positions)),
      new RangeError(
        `Cannot average a ranking: positions must be one or more below 6, got ${got}`,
      ),
    );
  }
});
