// deno-lint-ignore-file no-console -- a benchmark prints what it measured
// Ranking metrics of a model and of each baseline over a large catalogue; two
// thirds of the pairs are training pairs.
// Run: deno run -A packages/evaluator/src/ranking/ranking_metrics_bench.ts
//      [--items 420000] [--pairs 6000000] [--dimensions 128] [--queries 10000]
//      [--threads 2]
import { createRandom, type ItemModel, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import {
  itemsWithNeighbours,
  neighbourLists,
  neighboursOf,
} from "../neighbour_lists.ts";
import { adamicAdarScorer } from "../scorers/adamic_adar_scorer.ts";
import { commonNeighboursScorer } from "../scorers/common_neighbours_scorer.ts";
import { cosineScorer } from "../scorers/cosine_scorer.ts";
import { degreeScorer } from "../scorers/degree_scorer.ts";
import { modelScorer } from "../scorers/model_scorer.ts";
import { randomScorer } from "../scorers/random_scorer.ts";
import type { Scorer } from "../scorers/scorer.ts";
import { meanRanking } from "./mean_ranking.ts";
import { rankingMetrics } from "./ranking_metrics.ts";

/** Queries by which a scorer's own way to rank is compared with the dense one. */
const COMPARED = 16;

/** How much more often low rows are drawn; the first has some 20,000 neighbours. */
const SKEW = 2.2;

const { values: flags } = parseArgs({
  options: {
    items: { type: "string", default: "420000" },
    pairs: { type: "string", default: "6000000" },
    dimensions: { type: "string", default: "128" },
    queries: { type: "string", default: "10000" },
    threads: { type: "string", default: String(availableParallelism()) },
  },
});
const itemCount = Number(flags.items);
const threads = Number(flags.threads);
const random = createRandom(1);

/** Distinct pairs of which rows of low number have more. */
function skewedPairs(count: number): RowPairs {
  const draw = () => Math.floor(itemCount * random.float() ** SKEW);
  const keys = new Float64Array(count);
  for (let p = 0; p < count; p++) {
    const a = draw(), b = draw();
    const other = a === b ? (a + 1) % itemCount : b;
    keys[p] = Math.min(a, other) * itemCount + Math.max(a, other);
  }
  const distinct = keys.sort().filter((key, p) => key !== keys[p - 1]);
  return {
    left: Uint32Array.from(distinct, (key) => Math.floor(key / itemCount)),
    right: Uint32Array.from(distinct, (key) => key % itemCount),
  };
}

/** The pairs whose position holds. */
function pairsWhere(
  { left, right }: RowPairs,
  holds: (_: number, position: number) => boolean,
): RowPairs {
  return { left: left.filter(holds), right: right.filter(holds) };
}

function randomModel(dimensions: number): ItemModel {
  const values = new Float32Array(itemCount * dimensions);
  for (let i = 0; i < values.length; i++) values[i] = random.float() - 0.5;
  return {
    embeddings: { values, itemCount, dimensions },
    itemBias: Float32Array.from({ length: itemCount }, () => random.float()),
    globalBias: 0,
  };
}

const pairs = skewedPairs(Number(flags.pairs));
const train = pairsWhere(pairs, (_, p) => p % 3 > 0);
const truth = {
  relevant: neighbourLists(pairsWhere(pairs, (_, p) => p % 3 === 0), itemCount),
  known: neighbourLists(train, itemCount),
};
const askable = itemsWithNeighbours(truth.relevant);
const stride = Math.max(1, Math.floor(askable.length / Number(flags.queries)));
const queries = askable.filter((_, i) => i % stride === 0)
  .slice(0, Number(flags.queries));
console.log(
  `${itemCount} items, ${train.left.length} training pairs, the first item with ${
    neighboursOf(truth.known, 0).length
  }; ${queries.length} queries, ${flags.dimensions} dimensions, ${threads} threads`,
);

const makers: Record<string, () => Scorer> = {
  model: () => modelScorer(randomModel(Number(flags.dimensions))),
  degree: () => degreeScorer(train, itemCount),
  adamicAdar: () => adamicAdarScorer(train, itemCount),
  commonNeighbours: () => commonNeighboursScorer(train, itemCount),
  cosine: () => cosineScorer(train, itemCount),
  random: () => randomScorer(itemCount),
};
for (const [name, make] of Object.entries(makers)) {
  const begun = performance.now();
  const scorer = make();
  const made = performance.now();

  // A fast wrong answer is worthless: compare before timing. A model's sums are
  // rounded in another order by SIMD, so that a few ranks may differ.
  const { rank: _, ...dense } = scorer;
  const few = { queries: queries.subarray(0, COMPARED), ks: [10] };
  const fast = await rankingMetrics<number>(scorer, truth, few);
  const slow = await rankingMetrics<number>(dense, truth, few);
  if (name === "model") {
    const difference = meanRanking(fast).mrr! - meanRanking(slow).mrr!;
    assert.ok(Math.abs(difference) < 1e-6, `${difference}`);
  } else assert.deepEqual(fast, slow);

  const compared = performance.now();
  const usedBefore = process.cpuUsage();
  const result = await rankingMetrics(scorer, truth, {
    queries,
    ks: [10],
    threads,
  });
  const done = performance.now();
  const { user, system } = process.cpuUsage(usedBefore);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const { mrr, coverageAt10, giniAt10 } = meanRanking(result);
  console.log(
    `${name}: made in ${seconds(made - begun)}, judged in ${
      seconds(done - compared)
    }, ${seconds((user + system) / 1000)} of all threads (MRR ${
      mrr.toExponential(2)
    }, coverage ${coverageAt10.toFixed(4)}, Gini ${giniAt10.toFixed(4)})`,
  );
}
