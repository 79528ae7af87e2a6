// One spec for all scorers: scoreItems() orders each query as scorePairs() does,
// and rank() ranks as the scores of scoreItems() say.
import { createRandom, type ItemModel } from "@kindred/core";
import {
  dotReference,
  neighboursOf,
  type RankingJob,
  rankItemsReference,
} from "@kindred/kernels";
import assert from "node:assert/strict";
import { neighbourLists } from "../neighbour_lists.ts";
import { DenseCandidates } from "../ranking/_dense_candidates.ts";
import { rankCandidates } from "../ranking/_rank_candidates.ts";
import { adamicAdarScorer } from "./adamic_adar_scorer.ts";
import { commonNeighboursScorer } from "./common_neighbours_scorer.ts";
import { cosineScorer } from "./cosine_scorer.ts";
import { degreeScorer } from "./degree_scorer.ts";
import { modelScorer } from "./model_scorer.ts";
import { randomScorer } from "./random_scorer.ts";
import type { Scorer } from "./scorer.ts";

const ITEMS = 30;
const random = createRandom(8);
const train = {
  left: Uint32Array.from({ length: 80 }, () => random.below(15)),
  right: Uint32Array.from({ length: 80 }, () => 15 + random.below(14)),
};
const model: ItemModel = {
  embeddings: {
    values: Float32Array.from({ length: ITEMS * 7 }, () => random.float() - .5),
    itemCount: ITEMS,
    dimensions: 7,
  },
  itemBias: Float32Array.from({ length: ITEMS }, () => random.float()),
  globalBias: -1.5,
};
const neighbourSets = Array.from({ length: ITEMS }, () => new Set<number>());
for (const [p, item] of train.left.entries()) {
  neighbourSets[item]!.add(train.right[p]!);
  neighbourSets[train.right[p]!]!.add(item);
}

function commonOf(u: number, v: number): number[] {
  return [...neighbourSets[u]!].filter((item) => neighbourSets[v]!.has(item));
}

/** Each scorer, and its pair score computed the slow and obvious way. */
const cases: [Scorer, (u: number, v: number) => number][] = [
  [
    modelScorer(model),
    (u, v) =>
      dotReference(
        model.embeddings.values,
        u * 7,
        model.embeddings.values,
        v * 7,
        7,
      ) +
      model.itemBias[u]! + model.itemBias[v]! + model.globalBias,
  ],
  [
    degreeScorer(train, ITEMS),
    (u, v) => neighbourSets[u]!.size * neighbourSets[v]!.size,
  ],
  [
    adamicAdarScorer(train, ITEMS),
    (u, v) =>
      commonOf(u, v).reduce(
        (sum, item) => sum + 1 / Math.log(neighbourSets[item]!.size),
        0,
      ),
  ],
  [commonNeighboursScorer(train, ITEMS), (u, v) => commonOf(u, v).length],
  [
    cosineScorer(train, ITEMS),
    (u, v) => {
      const lengths = neighbourSets[u]!.size * neighbourSets[v]!.size;
      return lengths === 0 ? 0 : commonOf(u, v).length / Math.sqrt(lengths);
    },
  ],
];

for (const [scorer, obvious] of cases) {
  const { name } = scorer;
  const rows = Uint32Array.from({ length: ITEMS }, (_, i) => i);

  Deno.test(`${name}: scorePairs() matches the obvious formula`, () => {
    for (const u of rows) {
      const scores = scorer.scorePairs(new Uint32Array(ITEMS).fill(u), rows);
      for (const v of rows) {
        if (u === v) continue;
        const expected = obvious(u, v);
        // One rounding to float32 of sums in another order.
        const tolerance = 1e-6 + 1e-6 * Math.abs(expected);
        assert.ok(Math.abs(scores[v]! - expected) <= tolerance, `${u}, ${v}`);
      }
    }
  });

  Deno.test(`${name}: scoreItems() orders candidates as scorePairs()`, () => {
    const queries = Uint32Array.of(3, 17, 29, 0, 3);
    const out = new Float32Array(queries.length * ITEMS).fill(NaN);
    scorer.scoreItems(queries, out);
    for (const [q, query] of queries.entries()) {
      const pairs = scorer.scorePairs(
        new Uint32Array(ITEMS).fill(query),
        rows,
      );
      const row = out.subarray(q * ITEMS, (q + 1) * ITEMS);
      for (const a of rows) {
        for (const b of rows) {
          if (a === query || b === query) continue;
          if (pairs[a]! - pairs[b]! > 1e-5) {
            assert.ok(row[a]! > row[b]!, `${query}: ${a}, ${b}`);
          }
        }
      }
    }
  });

  specOfArguments(scorer);
}
specOfArguments(randomScorer(ITEMS));

function specOfArguments(scorer: Scorer): void {
  Deno.test(`${scorer.name}: throws RangeError on wrong arguments`, () => {
    assert.throws(
      () => scorer.scorePairs(Uint32Array.of(0), Uint32Array.of(ITEMS)),
      new RangeError(
        "Cannot score pairs: rows must be below 30, got 30 in pair 0",
      ),
    );
    assert.throws(
      () => scorer.scorePairs(Uint32Array.of(0), new Uint32Array(0)),
      new RangeError(
        "Cannot score pairs: the arrays of the pairs must be equally long, got 1, 0",
      ),
    );
    assert.throws(
      () => scorer.scoreItems(Uint32Array.of(0), new Float32Array(3)),
      new RangeError("Cannot score items: out must have length 30, got 3"),
    );
    assert.throws(
      () => scorer.scoreItems(Uint32Array.of(31), new Float32Array(30)),
      new RangeError("Cannot score items: rows must be below 30, got 31"),
    );
  });
}

/** Vectors of small whole numbers: sums are exact, and many scores tie. */
function wholeModel(itemCount: number, seed: number): ItemModel {
  const random = createRandom(seed);
  return {
    embeddings: {
      values: Float32Array.from(
        { length: itemCount * 3 },
        () => random.below(4) - 1,
      ),
      itemCount,
      dimensions: 3,
    },
    itemBias: Float32Array.from({ length: itemCount }, () => random.below(2)),
    globalBias: 0,
  };
}

/** Pairs among the first of some items, the lower rows more often. */
function randomPairs(
  itemCount: number,
  count: number,
  seed: number,
): { left: Uint32Array; right: Uint32Array } {
  const random = createRandom(seed);
  const draw = () => Math.floor(random.float() ** 2 * (itemCount - 1));
  const left = Uint32Array.from({ length: count }, draw);
  return {
    left,
    right: left.map((item) => {
      const other = draw();
      return other === item ? other + 1 : other;
    }),
  };
}

/** A job over all items, where no relevant pair is excluded. */
function randomJob(
  itemCount: number,
  known: { left: Uint32Array; right: Uint32Array },
  k: number,
): RankingJob {
  const excluded = neighbourLists(known, itemCount);
  const pairs = randomPairs(itemCount, 2 * itemCount, k);
  const keyOf = (a: number, b: number) =>
    Math.min(a, b) * itemCount + Math.max(a, b);
  const taken = new Set(
    Array.from(known.left, (item, p) => keyOf(item, known.right[p]!)),
  );
  const isFree = (_: number, p: number) =>
    !taken.has(keyOf(pairs.left[p]!, pairs.right[p]!));
  return {
    queries: Uint32Array.from({ length: itemCount }, (_, i) => i),
    k,
    excluded,
    relevant: neighbourLists({
      left: pairs.left.filter(isFree),
      right: pairs.right.filter(isFree),
    }, itemCount),
  };
}

const makers: Record<
  string,
  (
    known: { left: Uint32Array; right: Uint32Array },
    itemCount: number,
  ) => Scorer
> = {
  model: (_, itemCount) => modelScorer(wholeModel(itemCount, itemCount)),
  degree: degreeScorer,
  adamicAdar: adamicAdarScorer,
  commonNeighbours: commonNeighboursScorer,
  cosine: cosineScorer,
  random: (_, itemCount) => randomScorer(itemCount, 5),
};

for (const [name, make] of Object.entries(makers)) {
  Deno.test(`${name}: rank() gives what searching the scores of scoreItems() gives`, async () => {
    for (const itemCount of [2, 3, 7, 80]) {
      for (const density of [0, 0.3, 5]) {
        const known = randomPairs(itemCount, density * itemCount | 0, 3);
        const scorer = make(known, itemCount);
        for (const k of [1, 4, 100]) {
          const job = randomJob(itemCount, known, k);
          const dense = () =>
            new DenseCandidates(scorer, job.queries, itemCount);
          assert.deepEqual(
            plain(await scorer.rank!(job)),
            plain(await rankCandidates(job, itemCount, dense())),
            `${itemCount} items, ${density} pairs each, k ${k}`,
          );
          const { queries, excluded } = job;
          const unjudged = { queries, k, excluded: excluded! };
          assert.deepEqual(
            plain(await scorer.rank!(unjudged)),
            plain(await rankCandidates(unjudged, itemCount, dense())),
          );
        }
      }
    }
  });

  Deno.test(`${name}: rank() leaves out an item once, however often it is excluded`, async () => {
    const known = randomPairs(12, 9, 1);
    const { start, partner } = neighboursOf({
      left: Uint32Array.of(0, 0, ...known.left),
      right: Uint32Array.of(11, 11, ...known.right),
    }, 12);
    const scorer = make(known, 12);
    const { queries, relevant } = randomJob(12, {
      left: Uint32Array.of(0, ...known.left),
      right: Uint32Array.of(11, ...known.right),
    }, 20);
    const excluded = { start, partner };
    const job = { queries, k: 20, excluded, relevant: relevant! };
    const candidates = new DenseCandidates(scorer, queries, 12);
    const ranked = plain(await scorer.rank!(job));
    assert.deepEqual(ranked, plain(await rankCandidates(job, 12, candidates)));
    for (const [q, query] of queries.entries()) {
      const others = new Set(partner.slice(start[query], start[query + 1]));
      assert.equal(ranked.count![q], 11 - others.size);
    }
  });

  Deno.test(`${name}: rank() throws RangeError on wrong jobs`, async () => {
    const known = { left: Uint32Array.of(0), right: Uint32Array.of(1) };
    const scorer = make(known, 4);
    const lists = neighbourLists(known, 4);
    const queries = Uint32Array.of(0);
    for (
      const [job, message] of [
        [
          { queries, k: 0 },
          "Cannot rank: k must be a whole number >= 1, got 0",
        ],
        [
          { queries: Uint32Array.of(4), k: 1 },
          "Cannot rank: query items must be rows below 4, got 4",
        ],
        [
          { queries, k: 1, excluded: neighbourLists(known, 3) },
          "Cannot rank: excluded.start must have length 5, got 4",
        ],
        [
          {
            queries,
            k: 1,
            relevant: { start: lists.start, partner: Uint32Array.of(9, 9) },
          },
          "Cannot rank: relevant items must be rows below 4, got 9 for item 0",
        ],
        [
          { queries, k: 1, excluded: lists, relevant: lists },
          "Cannot rank: a held-out pair must join two items that no training pair joins, got 0 and 1",
        ],
      ] as [RankingJob, string][]
    ) {
      await assert.rejects(scorer.rank!(job), new RangeError(message));
    }
  });
}

/** The arrays of a ranking as such of the heap. */
function plain(ranked: object): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(ranked).map(([name, array]) => [name, [...array]]),
  );
}

Deno.test("searching the scores gives what rankItemsReference() gives", async () => {
  for (const itemCount of [2, 9, 60]) {
    const known = randomPairs(itemCount, itemCount, 2);
    const whole = wholeModel(itemCount, 1);
    const job = randomJob(itemCount, known, 5);
    const candidates = new DenseCandidates(
      modelScorer(whole),
      job.queries,
      itemCount,
    );
    assert.deepEqual(
      plain(await rankCandidates(job, itemCount, candidates)),
      plain(rankItemsReference(whole, job)),
    );
  }
});

Deno.test("only modelScorer() says that its scores are logits", () => {
  for (const [name, make] of Object.entries(makers)) {
    const scorer = make(train, ITEMS);
    assert.equal(scorer.logits ?? false, name === "model");
    assert.equal(scorer.name, name);
  }
});

Deno.test("modelScorer() throws RangeError if a vector is not finite", () => {
  assert.throws(
    () =>
      modelScorer({
        embeddings: {
          values: Float32Array.of(1, NaN),
          itemCount: 2,
          dimensions: 1,
        },
        itemBias: new Float32Array(2),
        globalBias: 0,
      }),
    new RangeError(
      "Cannot score by the model: the vectors must be finite, got NaN at position 1",
    ),
  );
});

Deno.test("degreeScorer() ranks by popularity also for items without neighbours", () => {
  const scorer = degreeScorer({
    left: Uint32Array.of(0, 0),
    right: Uint32Array.of(1, 2),
  }, 4);
  const out = new Float32Array(4);
  scorer.scoreItems(Uint32Array.of(3), out);
  assert.deepEqual([...out], [2, 1, 1, 0]);
});
