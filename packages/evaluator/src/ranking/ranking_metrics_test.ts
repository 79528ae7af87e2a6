import { createRandom, type ProgressEvent } from "@kindred/core";
import assert from "node:assert/strict";
import { degreeScorer } from "../scorers/degree_scorer.ts";
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

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Oracle: sorts the candidates of each query in every order that the scores
 * allow, computes the textbook metrics of each and takes the mean; the rank for
 * MRR is counted over the candidates.
 *
 * @returns Values by metric, one for each item that has something relevant.
 */
function metricsByEnumeration(
  table: number[][],
  truth: ReturnType<typeof randomTruth>,
  k: number,
): Record<string, number[]> {
  const items = [...table.keys()];
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
      const count = (found: number[]) =>
        found.reduce((sum: number, hit) => sum + hit, 0);
      const possible = Math.min(k, relevant.size);
      const precisions = hits.map((hit, at) =>
        hit * count(hits.slice(0, at + 1)) / (at + 1)
      );
      return {
        recall: count(hits) / relevant.size,
        precision: count(hits) / k,
        ndcg: gain(hits) / gain(new Array(possible).fill(1)),
        hitRate: count(hits) > 0 ? 1 : 0,
        map: count(precisions) / possible,
      };
    });
    const ranks = [...relevant].map((wanted) =>
      1 + candidates.filter((item) => score(item) > score(wanted)).length +
      candidates.filter((item) =>
          !relevant.has(item) && score(item) === score(wanted)
        ).length / 2
    );
    return [{
      [`recallAt${k}`]: mean(ofOrder.map(({ recall }) => recall)),
      [`precisionAt${k}`]: mean(ofOrder.map(({ precision }) => precision)),
      [`ndcgAt${k}`]: mean(ofOrder.map(({ ndcg }) => ndcg)),
      [`hitRateAt${k}`]: mean(ofOrder.map(({ hitRate }) => hitRate)),
      [`mapAt${k}`]: mean(ofOrder.map(({ map }) => map)),
      mrr: 1 / Math.min(...ranks),
    }];
  });
  return Object.fromEntries(
    Object.keys(perQuery[0]!).map((
      name,
    ) => [name, perQuery.map((values) => values[name]!)]),
  );
}

/**
 * Oracle: sorts the candidates by score and row, and describes the lists by the
 * definitions, two items and two counts at a time.
 */
function listMetricsBySorting(
  table: number[][],
  truth: ReturnType<typeof randomTruth>,
  k: number,
) {
  const items = [...table.keys()];
  const known = items.map((a) =>
    items.filter((b) => a !== b && truth.isKnown(a, b))
  );
  const ends = Math.max(1, known.flat().length);
  const cosine = (a: number, b: number) => {
    const common = known[a]!.filter((item) => known[b]!.includes(item)).length;
    return common && common / Math.sqrt(known[a]!.length * known[b]!.length);
  };
  const queries = items.filter((a) =>
    items.some((b) => a !== b && truth.isRelevant(a, b))
  );
  const lists = queries.map((query) =>
    items.filter((item) => item !== query && !known[query]!.includes(item))
      .sort((a, b) => table[query]![b]! - table[query]![a]! || a - b)
      .slice(0, k)
  );
  const shown = items.map((item) =>
    lists.filter((list) => list.includes(item)).length
  );
  const differences = shown.flatMap((a) => shown.map((b) => Math.abs(a - b)));
  const n = items.length;
  return {
    perQuery: {
      [`popularityAt${k}`]: lists.map((list) =>
        mean(list.map((item) => known[item]!.length))
      ),
      [`noveltyAt${k}`]: lists.map((list) =>
        mean(
          list.map((item) =>
            -Math.log2(Math.max(1, known[item]!.length) / ends)
          ),
        )
      ),
      [`diversityAt${k}`]: lists.map((list) => {
        const cosines = list.flatMap((a) =>
          list.filter((b) => b !== a).map((b) => cosine(a, b))
        );
        return cosines.length === 0 ? 0 : 1 - mean(cosines);
      }),
    } as Record<string, number[]>,
    whole: {
      [`coverageAt${k}`]: new Set(lists.flat()).size / n,
      // Mean difference over twice the mean, scaled to reach 1.
      [`giniAt${k}`]: mean(differences) / (2 * mean(shown)) * n / (n - 1),
    } as Record<string, number>,
  };
}

function assertClose(
  actual: Iterable<number>,
  expected: number[],
  message: string,
): void {
  const values = [...actual];
  assert.equal(values.length, expected.length, message);
  for (const [i, value] of values.entries()) {
    assert.ok(
      Math.abs(value - expected[i]!) < 1e-12 * Math.max(1, Math.abs(value)),
      `${message}, query ${i}: ${value}, ${expected[i]}`,
    );
  }
}

const KS = [1, 2, 3, 10];

for (
  const [kind, levels] of [["random", 1e6], ["tied", 3], ["constant", 1]] as [
    string,
    number,
  ][]
) {
  Deno.test(`rankingMetrics() matches enumeration and sorting on ${kind} scores`, async () => {
    const random = createRandom(9);
    for (const itemCount of [2, 3, 5, 7]) {
      for (let round = 0; round < 3; round++) {
        const truth = randomTruth(itemCount, itemCount * 100 + round);
        const table = Array.from(
          { length: itemCount },
          () => Array.from({ length: itemCount }, () => random.below(levels)),
        );
        // In disorder, and one of them twice.
        const { ks, perQuery, whole } = await rankingMetrics<number>(
          tableScorer(table),
          truth.truth,
          { ks: [10, 1, 3, 2, 3] },
        );
        assert.deepEqual(ks, KS);
        // So that the last places of what is ranked are not always all.
        const alone = await rankingMetrics<number>(
          tableScorer(table),
          truth.truth,
          { ks: [2] },
        );
        for (const [name, values] of Object.entries(alone.perQuery)) {
          assert.deepEqual(perQuery[name as "mapAt2"], values, name);
        }
        const names = new Set<string>();
        for (const k of KS) {
          const ofLists = listMetricsBySorting(table, truth, k);
          const expected = {
            ...metricsByEnumeration(table, truth, k),
            ...ofLists.perQuery,
          };
          for (const [name, values] of Object.entries(expected)) {
            names.add(name);
            const actual = (perQuery as Record<string, Float64Array>)[name]!;
            assertClose(actual, values, `${name} of ${itemCount} items`);
          }
          for (const [name, value] of Object.entries(ofLists.whole)) {
            const actual = (whole as Record<string, number>)[name]!;
            assertClose([actual], [value], `${name} of ${itemCount} items`);
          }
        }
        assert.deepEqual(new Set(Object.keys(perQuery)), names);
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

Deno.test("rankingMetrics() ranks for the items that are named", async () => {
  const { truth } = randomTruth(40, 1);
  const scorer = tableScorer(
    Array.from(
      { length: 40 },
      (_, a) => Array.from({ length: 40 }, (_, b) => a * b % 7),
    ),
  );
  const all = await rankingMetrics(scorer, truth, { ks: [3] });
  const queries = all.queries.filter((_, q) => q % 3 === 1);
  const some = await rankingMetrics(scorer, truth, { ks: [3], queries });
  assert.equal(some.queries, queries);
  for (const name of ["mrr", "ndcgAt3", "diversityAt3"] as const) {
    const expected = all.perQuery[name].filter((_, q) => q % 3 === 1);
    assert.deepEqual(some.perQuery[name], expected);
  }
});

Deno.test("rankingMetrics() ranks by the scorer's own way where it has one", async () => {
  const known = { left: Uint32Array.of(0, 1), right: Uint32Array.of(2, 2) };
  const { rank, ...rest } = degreeScorer(known, 3);
  const truth = { relevant: PAIR, known: neighbourLists(known, 3) };
  const unable = { ...rest, scoreItems: () => assert.fail("not asked") };
  assert.deepEqual(
    await rankingMetrics({ ...unable, rank: rank! }, truth),
    await rankingMetrics(rest, truth),
  );
});

Deno.test("rankingMetrics() describes lists by items without known neighbours too", async () => {
  // The list of item 0 is [2, 1], of which none is known; nor is any other.
  const { perQuery, whole } = await rankingMetrics(TABLE, {
    relevant: PAIR,
    known: NO_PAIRS,
  }, { queries: Uint32Array.of(0) });
  assert.deepEqual([...perQuery.popularityAt10], [0]);
  assert.deepEqual([...perQuery.noveltyAt10], [0]);
  assert.deepEqual([...perQuery.diversityAt10], [1]);
  assert.equal(whole.coverageAt10, 2 / 3);
});

Deno.test("rankingMetrics() has Gini 1 where one item is all that is shown, and 0 where all are", async () => {
  const everyPair = neighbourLists({
    left: Uint32Array.of(0, 0, 1),
    right: Uint32Array.of(1, 2, 2),
  }, 3);
  const gini = async (k: number, queries: Uint32Array) => {
    const truth = { relevant: everyPair, known: NO_PAIRS };
    const options = { ks: [k], queries };
    const { whole } = await rankingMetrics<number>(TABLE, truth, options);
    return whole[`giniAt${k}`];
  };
  assert.equal(await gini(1, Uint32Array.of(0, 1)), 1);
  assert.equal(await gini(2, Uint32Array.of(0, 1, 2)), 0);
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
  // More than one block of queries.
  const truth = randomTruth(100, 14).truth;
  const slow: Scorer = {
    name: "slow",
    scorePairs: (left) => new Float32Array(left.length),
    scoreItems: (_, out) => {
      out.fill(0);
      const end = performance.now() + 50;
      while (performance.now() < end);
    },
  };
  const controller = new AbortController();
  const reason = new Error("stop");
  setTimeout(() => controller.abort(reason), 1);
  await assert.rejects(
    rankingMetrics(slow, truth, { signal: controller.signal }),
    reason,
  );
});

Deno.test("rankingMetrics() throws RangeError on wrong arguments", async () => {
  const truth = { relevant: PAIR, known: NO_PAIRS };
  for (
    const [start, message] of [
      [
        () => rankingMetrics<number>(TABLE, truth, { ks: [1, 0] }),
        "Cannot rank: k must be a whole number >= 1, got 0",
      ],
      [
        () => rankingMetrics(TABLE, truth, { ks: [] }),
        "Cannot rank: ks must have a number of places, got none",
      ],
      [
        () => rankingMetrics(TABLE, { relevant: NO_PAIRS, known: PAIR }),
        "Cannot rank: at least one item must have a relevant one, got none",
      ],
      [
        () => rankingMetrics(TABLE, truth, { queries: Uint32Array.of(2) }),
        "Cannot rank: query items must have a relevant one, got row 2",
      ],
      [
        () => rankingMetrics(TABLE, truth, { queries: Uint32Array.of(3) }),
        "Cannot rank: query items must have a relevant one, got row 3",
      ],
      [
        () => rankingMetrics(TABLE, { relevant: PAIR, known: PAIR }),
        "Cannot rank: a held-out pair must join two items that no training pair joins, got 0 and 1",
      ],
      [
        () =>
          rankingMetrics(TABLE, {
            relevant: PAIR,
            known: { ...NO_PAIRS, start: new Uint32Array(3) },
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
