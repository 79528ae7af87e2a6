import { createRandom, type ProgressEvent } from "@kindred/core";
import assert from "node:assert/strict";
import { neighbourLists } from "../neighbour_lists.ts";
import { rankingMetrics, type RankingTruth } from "./ranking_metrics.ts";
import type { Scorer } from "../scorers/scorer.ts";

/** A scorer of a table, shape `[items][items]`. */
function tableScorer(table: number[][]): Scorer {
  return {
    name: "table",
    scorePairs: (left, right) =>
      Float32Array.from(left, (u, p) => table[u]![right[p]!]!),
    scoreItems: (queries, out) => {
      for (const [q, query] of queries.entries()) {
        out.set(table[query]!, q * table.length);
      }
    },
  };
}

/** The known and the relevant pairs of a table: every pair is one, at random. */
function randomTruth(itemCount: number, seed: number): {
  truth: RankingTruth;
  isKnown: (a: number, b: number) => boolean;
  isRelevant: (a: number, b: number) => boolean;
} {
  const random = createRandom(seed);
  const kinds = new Map<string, number>();
  const ofKind = (kind: number) => {
    const pairs = [...kinds].filter(([, held]) => held === kind)
      .map(([key]) => key.split(",").map(Number));
    return neighbourLists({
      left: Uint32Array.from(pairs, ([a]) => a!),
      right: Uint32Array.from(pairs, ([, b]) => b!),
    }, itemCount);
  };
  for (let a = 0; a < itemCount; a++) {
    for (let b = a + 1; b < itemCount; b++) {
      kinds.set(`${a},${b}`, random.below(5));
    }
  }
  kinds.set("0,1", 1);
  const kindOf = (a: number, b: number) =>
    kinds.get(`${Math.min(a, b)},${Math.max(a, b)}`);
  return {
    truth: { known: ofKind(0), relevant: ofKind(1) },
    isKnown: (a, b) => kindOf(a, b) === 0,
    isRelevant: (a, b) => kindOf(a, b) === 1,
  };
}

/** All orders of some things. */
function permutations<T>(things: T[]): T[][] {
  if (things.length < 2) return [things];
  return things.flatMap((first, i) =>
    permutations(things.filter((_, j) => j !== i)).map((rest) => [
      first,
      ...rest,
    ])
  );
}

/**
 * Oracle: sorts the candidates of each query in every order that the scores
 * allow, computes the textbook metrics of each and takes the mean; the rank for
 * MRR is counted over the candidates.
 */
function metricsByEnumeration(
  table: number[][],
  truth: ReturnType<typeof randomTruth>,
  k: number,
) {
  const items = [...table.keys()];
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const perQuery = items.flatMap((query) => {
    const relevant = new Set(
      items.filter((i) => i !== query && truth.isRelevant(query, i)),
    );
    if (relevant.size === 0) return [];
    const candidates = items.filter((i) =>
      i !== query && !truth.isKnown(query, i)
    );
    const score = (item: number) => table[query]![item]!;
    const orders = permutations(candidates).filter((order) =>
      order.every((item, at) =>
        at === 0 || score(order[at - 1]!) >= score(item)
      )
    );
    const ofOrder = orders.map((order) => {
      const hits = order.slice(0, k).map((item) => relevant.has(item) ? 1 : 0);
      const gain = (gains: number[]) =>
        gains.reduce((sum, g, at) => sum + g / Math.log2(at + 2), 0);
      const count = hits.reduce((sum: number, hit) => sum + hit, 0);
      return {
        recall: count / relevant.size,
        ndcg: gain(hits) /
          gain(new Array(Math.min(k, relevant.size)).fill(1)),
        hitRate: count > 0 ? 1 : 0,
      };
    });
    const ranks = [...relevant].map((wanted) =>
      1 + candidates.filter((item) => score(item) > score(wanted)).length +
      candidates.filter((item) =>
          !relevant.has(item) && score(item) === score(wanted)
        ).length / 2
    );
    return [{
      recall: mean(ofOrder.map(({ recall }) => recall)),
      ndcg: mean(ofOrder.map(({ ndcg }) => ndcg)),
      hitRate: mean(ofOrder.map(({ hitRate }) => hitRate)),
      reciprocalRank: 1 / Math.min(...ranks),
    }];
  });
  return {
    recall: mean(perQuery.map(({ recall }) => recall)),
    ndcg: mean(perQuery.map(({ ndcg }) => ndcg)),
    hitRate: mean(perQuery.map(({ hitRate }) => hitRate)),
    mrr: mean(perQuery.map(({ reciprocalRank }) => reciprocalRank)),
  };
}

for (const [kind, levels] of [["random", 1e6], ["tied", 3], ["constant", 1]]) {
  Deno.test(`rankingMetrics() matches enumeration on ${kind} scores`, async () => {
    const random = createRandom(9);
    for (const itemCount of [2, 3, 5, 7]) {
      for (const k of [1, 2, 3, 10]) {
        const truth = randomTruth(itemCount, itemCount * 100 + k);
        const table = Array.from(
          { length: itemCount },
          () =>
            Array.from(
              { length: itemCount },
              () => random.below(levels as number),
            ),
        );
        const actual = await rankingMetrics<number>(
          tableScorer(table),
          truth.truth,
          { k, blockSize: 2 },
        );
        const expected = metricsByEnumeration(table, truth, k);
        for (
          const [name, value] of [
            [`recallAt${k}`, expected.recall],
            [`ndcgAt${k}`, expected.ndcg],
            [`hitRateAt${k}`, expected.hitRate],
            ["mrr", expected.mrr],
          ] as const
        ) {
          const found = actual[name as "mrr"];
          assert.ok(
            Math.abs(found - value) < 1e-12,
            `${name} of ${itemCount} items: ${found}, ${value}`,
          );
        }
      }
    }
  });
}

const PAIR = neighbourLists({
  left: Uint32Array.of(0),
  right: Uint32Array.of(1),
}, 3);
const NO_PAIRS = neighbourLists({
  left: new Uint32Array(0),
  right: new Uint32Array(0),
}, 3);
const ROW = [1, 2, 3];
const TABLE = tableScorer([ROW, ROW, ROW]);

Deno.test("rankingMetrics() does not depend on the block size", async () => {
  const truth = randomTruth(9, 11).truth;
  const scorer = tableScorer(
    Array.from(
      { length: 9 },
      (_, a) => Array.from({ length: 9 }, (_, b) => a * b % 4),
    ),
  );
  const one = await rankingMetrics(scorer, truth, { blockSize: 1 });
  assert.deepEqual(await rankingMetrics(scorer, truth), one);
});

Deno.test("rankingMetrics() reports progress up to the number of queries", async () => {
  const events: ProgressEvent[] = [];
  await rankingMetrics(TABLE, { relevant: PAIR, known: NO_PAIRS }, {
    onProgress: (event) => events.push(event),
  });
  assert.deepEqual(events, [{
    task: "evaluate",
    done: 2,
    total: 2,
    unit: "items",
    note: "ranking by table",
  }]);
});

Deno.test("rankingMetrics() rejects with the reason of its signal", async () => {
  const reason = new Error("stop");
  await assert.rejects(
    rankingMetrics(TABLE, { relevant: PAIR, known: NO_PAIRS }, {
      signal: AbortSignal.abort(reason),
    }),
    reason,
  );
});

Deno.test("rankingMetrics() lets timers run, so that one can cancel it", async () => {
  const truth = randomTruth(30, 14).truth;
  const slow: Scorer = {
    name: "slow",
    scorePairs: (left) => new Float32Array(left.length),
    scoreItems: (_, out) => {
      out.fill(0);
      const end = performance.now() + 20;
      while (performance.now() < end);
    },
  };
  const controller = new AbortController();
  const reason = new Error("stop");
  setTimeout(() => controller.abort(reason), 1);
  await assert.rejects(
    rankingMetrics(slow, truth, { blockSize: 1, signal: controller.signal }),
    reason,
  );
});

Deno.test("rankingMetrics() throws RangeError on wrong arguments", async () => {
  const truth = { relevant: PAIR, known: NO_PAIRS };
  for (
    const [start, message] of [
      [
        () => rankingMetrics<number>(TABLE, truth, { k: 0 }),
        "Cannot rank: k must be a whole number >= 1, got 0",
      ],
      [
        () => rankingMetrics(TABLE, truth, { blockSize: 0.5 }),
        "Cannot rank: blockSize must be a whole number >= 1, got 0.5",
      ],
      [
        () => rankingMetrics(TABLE, { relevant: NO_PAIRS, known: PAIR }),
        "Cannot rank: at least one item must have a relevant one, got none",
      ],
      [
        () => rankingMetrics(TABLE, { relevant: PAIR, known: PAIR }),
        "Cannot rank: a held-out pair must join two items that no training pair joins, got 0 and 1",
      ],
      [
        () =>
          rankingMetrics(TABLE, {
            relevant: PAIR,
            known: { ...NO_PAIRS, offsets: new Uint32Array(3) },
          }),
        "Cannot rank: relevant must have lists for 2 items, got 3",
      ],
      [
        () => rankingMetrics(tableScorer([[0, 0, NaN], ROW, ROW]), truth),
        "Cannot rank: scores must be above -Infinity, got NaN for item 2 as a neighbour of item 0",
      ],
    ] as const
  ) await assert.rejects(start, new RangeError(message));
});
