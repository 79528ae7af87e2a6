import { createRandom, type ItemModel, type Random } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, randomModel } from "../_testing.ts";
import { neighboursOf } from "../neighbours.ts";
import type { RankedItems, RankingJob } from "../ranking.ts";

/** Does a job by one model, in this thread or by others. */
export type RankJob = (
  job: RankingJob,
) => RankedItems | Promise<RankedItems>;

/** Opens a version of ranking for a model, has it used, and closes it again. */
export type WithRanker = (
  model: ItemModel,
  use: (rank: RankJob) => Promise<void>,
) => Promise<void>;

/** Returns a model of small whole numbers, of which every sum is exact. */
function wholeModel(
  random: Random,
  itemCount: number,
  dimensions: number,
  below: number,
): ItemModel {
  const draw = (length: number) =>
    Float32Array.from(
      { length },
      () => random.below(2 * below - 1) - below + 1,
    );
  return {
    embeddings: {
      values: draw(itemCount * dimensions),
      itemCount,
      dimensions,
    },
    itemBias: draw(itemCount),
    globalBias: 3,
  };
}

/** Returns lists for each item; both ends of a pair are told, some twice. */
function randomLists(random: Random, itemCount: number, pairs: number) {
  const draw = () =>
    Uint32Array.from({ length: pairs }, () => random.below(itemCount));
  return neighboursOf({ left: draw(), right: draw() }, itemCount);
}

type Lists = NonNullable<RankingJob["excluded"]>;

function listOf({ start, partner }: Lists, item: number): number[] {
  return [...partner.subarray(start[item], start[item + 1])];
}

/** Returns lists without what other lists hold. */
function without(lists: Lists, others: Lists): Lists {
  const rows = Array.from({ length: lists.start.length - 1 }, (_, item) => {
    const held = new Set(listOf(others, item));
    return listOf(lists, item).filter((partner) => !held.has(partner));
  });
  const start = new Uint32Array(lists.start.length);
  for (const [item, row] of rows.entries()) {
    start[item + 1] = start[item]! + row.length;
  }
  return { start, partner: Uint32Array.from(rows.flat()) };
}

/** The score written out, in double. */
function scoreOf(model: ItemModel, query: number, item: number): number {
  const { embeddings: { values, dimensions }, itemBias, crossed } = model;
  let sum = itemBias[item]!;
  for (let d = 0; d < dimensions; d++) {
    const e = crossed ? (d + dimensions / 2) % dimensions : d;
    sum += values[query * dimensions + e]! * values[item * dimensions + d]!;
  }
  return sum;
}

/**
 * Oracle: the best one after another, each the best of what is left; and one
 * count after another. For models whose sums are exact.
 */
function rankBySelection(model: ItemModel, job: RankingJob): RankedItems {
  const { queries, k, excluded, relevant } = job;
  const result = {
    items: [] as number[],
    scores: [] as number[],
    count: [] as number[],
    tiedAtLast: [] as number[],
    higher: [] as number[],
    tied: [] as number[],
    relevantScores: [] as number[],
  };
  for (const query of queries) {
    const candidates = new Map<number, number>();
    for (let item = 0; item < model.embeddings.itemCount; item++) {
      if (item === query) continue;
      if (excluded && listOf(excluded, query).includes(item)) continue;
      candidates.set(item, scoreOf(model, query, item));
    }
    const scores = [...candidates.values()];
    const left = new Map(candidates);
    let last: number | undefined;
    for (let place = 0; place < k; place++) {
      let best: number | undefined;
      for (const [item, score] of left) {
        if (best === undefined || score > left.get(best)!) best = item;
      }
      last = best === undefined ? last : left.get(best)!;
      result.items.push(best ?? 0);
      result.scores.push(best === undefined ? -Infinity : left.get(best)!);
      if (best !== undefined) left.delete(best);
    }
    result.count.push(candidates.size - left.size);
    result.tiedAtLast.push(scores.filter((score) => score === last).length);
    if (relevant === undefined) continue;
    const wanted = listOf(relevant, query).map((item) => candidates.get(item)!);
    result.relevantScores.push(...wanted);
    const top = wanted.length > 0 ? Math.max(...wanted) : NaN;
    result.higher.push(scores.filter((score) => score > top).length);
    result.tied.push(scores.filter((score) => score === top).length);
  }
  return {
    items: Uint32Array.from(result.items),
    scores: Float32Array.from(result.scores),
    count: Uint32Array.from(result.count),
    tiedAtLast: Uint32Array.from(result.tiedAtLast),
    higher: Uint32Array.from(result.higher),
    tied: Uint32Array.from(result.tied),
    relevantScores: Float32Array.from(result.relevantScores),
  };
}

/** The numbers of a ranking, whatever memory they lie in. */
function numbersOf(ranked: RankedItems): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(ranked).map(([name, array]) => [name, [...array]]),
  );
}

/**
 * Registers the tests that every version of ranking must pass.
 *
 * @param name The version's name, such as `rankItemsReference()`.
 * @param withRanker The version.
 */
export function rankItemsSpec(name: string, withRanker: WithRanker): void {
  const rankItems = async (
    model: ItemModel,
    job: RankingJob,
  ): Promise<RankedItems> => {
    let ranked: RankedItems | undefined;
    await withRanker(model, async (rank) => {
      ranked = await rank(job);
    });
    return ranked!;
  };
  const matches = (model: ItemModel, ...jobs: RankingJob[]): Promise<void> =>
    withRanker(model, async (rank) => {
      for (const job of jobs) {
        assert.deepEqual(
          numbersOf(await rank(job)),
          numbersOf(rankBySelection(model, job)),
        );
      }
    });

  Deno.test(`${name} matches choosing one after another, with few and with many ties`, async () => {
    const random = createRandom(1);
    for (const below of [2, 200]) {
      for (
        const [itemCount, dimensions, k] of [
          [2, 4, 1],
          [3, 1, 2],
          [9, 8, 3],
          [40, 4, 40],
          [131, 3, 10],
        ] as const
      ) {
        const model = wholeModel(random, itemCount, dimensions, below);
        const excluded = randomLists(random, itemCount, itemCount);
        const relevant = without(
          randomLists(random, itemCount, itemCount),
          excluded,
        );
        // More than are scored at a time, and some items more than once.
        const queries = Uint32Array.from(
          { length: 75 },
          () => random.below(itemCount),
        );
        await matches(
          model,
          { queries, k },
          { queries, k, excluded },
          { queries, k, excluded, relevant },
        );
      }
    }
  });

  Deno.test(`${name} crosses halves where the model does`, async () => {
    const random = createRandom(2);
    for (const dimensions of [2, 8]) {
      const model = {
        ...wholeModel(random, 33, dimensions, 50),
        crossed: true,
      };
      const queries = Uint32Array.from({ length: 33 }, (_, i) => 32 - i);
      await matches(model, { queries, k: 5 });
    }
  });

  Deno.test(`${name} ranks by scores within single precision`, async () => {
    const random = createRandom(3);
    const itemCount = 500, dimensions = 24, k = 20;
    const model = randomModel(random, itemCount, dimensions);
    const queries = Uint32Array.from({ length: 40 }, (_, q) => 7 * q);
    const relevant = randomLists(random, itemCount, 2000);
    const ranked = await rankItems(model, { queries, k, relevant });
    // Summands are below 1: one ulp a summand.
    const absolute = (dimensions + 1) * 2 ** -24 * dimensions;
    let seen = 0;
    for (const [q, query] of queries.entries()) {
      const all = Array.from(
        { length: itemCount },
        (_, i) => i === query ? -Infinity : scoreOf(model, query, i),
      );
      const sorted = all.toSorted((a, b) => b - a);
      for (let place = 0; place < k; place++) {
        const score = ranked.scores[q * k + place]!;
        const tolerance = { absolute, relative: 2 ** -23 };
        assertClose(score, all[ranked.items[q * k + place]!]!, tolerance);
        assertClose(score, sorted[place]!, tolerance);
      }
      const wanted = listOf(relevant, query).map((item) => all[item]!);
      const top = Math.max(...wanted);
      const count = (limit: number) => all.filter((x) => x > limit).length;
      assert.ok(ranked.higher[q]! >= count(top + absolute), `query ${query}`);
      assert.ok(ranked.higher[q]! <= count(top - absolute), `query ${query}`);
      assert.ok(ranked.tied[q]! >= 1);
      for (const score of wanted) {
        assertClose(ranked.relevantScores[seen++]!, score, {
          absolute,
          relative: 2 ** -23,
        });
      }
    }
    assert.equal(ranked.relevantScores.length, seen);
  });

  Deno.test(`${name} gives what there is where candidates are fewer than k`, async () => {
    const model = wholeModel(createRandom(4), 4, 2, 9);
    const excluded = {
      // All but item 3 are excluded for item 0, everything for item 1.
      start: Uint32Array.of(0, 2, 5, 5, 5),
      partner: Uint32Array.of(2, 1, 0, 2, 3),
    };
    const queries = Uint32Array.of(0, 1, 2);
    const { items, scores, count, tiedAtLast, higher, relevantScores } =
      await rankItems(model, { queries, k: 3, excluded });
    assert.deepEqual([...count], [1, 0, 3]);
    assert.deepEqual([...items.subarray(0, 6)], [3, 0, 0, 0, 0, 0]);
    assert.deepEqual([...scores.subarray(1, 6)], new Array(5).fill(-Infinity));
    assert.equal(scores[0], scoreOf(model, 0, 3));
    assert.equal(tiedAtLast[0], 1);
    assert.equal(tiedAtLast[1], 0);
    assert.deepEqual([higher.length, relevantScores.length], [0, 0]);
    await matches(model, { queries, k: 100, excluded });
  });

  Deno.test(`${name} takes one item, and no queries`, async () => {
    const one = wholeModel(createRandom(5), 1, 3, 9);
    assert.deepEqual(
      numbersOf(await rankItems(one, { queries: Uint32Array.of(0), k: 2 })),
      {
        items: [0, 0],
        scores: [-Infinity, -Infinity],
        count: [0],
        tiedAtLast: [0],
        higher: [],
        tied: [],
        relevantScores: [],
      },
    );
    const relevant = {
      start: Uint32Array.of(0, 0),
      partner: new Uint32Array(),
    };
    for (const itemCount of [0, 1]) {
      const ranked = await rankItems(
        wholeModel(createRandom(6), itemCount, 3, 9),
        {
          queries: new Uint32Array(),
          k: 2,
          relevant: itemCount === 1
            ? relevant
            : { ...relevant, start: Uint32Array.of(0) },
        },
      );
      for (const array of Object.values(ranked)) assert.equal(array.length, 0);
    }
  });

  Deno.test(`${name} says 0 higher and 0 tied where an item has nothing relevant`, async () => {
    const model = wholeModel(createRandom(7), 3, 2, 9);
    const relevant = {
      start: Uint32Array.of(0, 0, 1, 1),
      partner: Uint32Array.of(2),
    };
    const { higher, tied, relevantScores } = await rankItems(model, {
      queries: Uint32Array.of(0, 1, 2),
      k: 1,
      relevant,
    });
    assert.deepEqual([higher[0], higher[2], tied[0], tied[2]], [0, 0, 0, 0]);
    assert.ok(tied[1]! >= 1);
    assert.deepEqual([...relevantScores], [scoreOf(model, 1, 2)]);
  });

  Deno.test(`${name} takes Infinity for the best score, and 0 and -0 for a tie`, async () => {
    const model = {
      embeddings: {
        values: Float32Array.of(1, 0, -0, Infinity),
        itemCount: 4,
        dimensions: 1,
      },
      itemBias: Float32Array.of(0, -0, -0, 0),
      globalBias: 0,
    };
    const ranked = await rankItems(model, {
      queries: Uint32Array.of(0),
      k: 2,
      relevant: {
        start: Uint32Array.of(0, 2, 2, 2, 2),
        partner: Uint32Array.of(3, 1),
      },
    });
    assert.deepEqual([...ranked.items], [3, 1]);
    assert.deepEqual([...ranked.tiedAtLast], [2]);
    assert.deepEqual([...ranked.higher, ...ranked.tied], [0, 1]);
    assert.deepEqual([...ranked.relevantScores], [Infinity, 0]);
  });

  Deno.test(`${name} does not change the model or the job`, async () => {
    const random = createRandom(8);
    const model = wholeModel(random, 9, 5, 9);
    const excluded = randomLists(random, 9, 4);
    const relevant = without(randomLists(random, 9, 9), excluded);
    const job = { queries: Uint32Array.of(8, 0), k: 3, excluded, relevant };
    const before = structuredClone({ model, job });
    await rankItems(model, job);
    assert.deepEqual({ model, job }, before);
  });

  const refuses = (
    model: ItemModel,
    ...jobs: [job: RankingJob, message: string][]
  ): Promise<void> =>
    withRanker(model, async (rank) => {
      for (const [job, message] of jobs) {
        await assert.rejects(
          async () => await rank(job),
          new RangeError(message),
        );
      }
    });

  Deno.test(`${name} throws RangeError for a candidate's score that is NaN or -Infinity`, async () => {
    for (const bad of [NaN, -Infinity]) {
      const model = wholeModel(createRandom(9), 70, 4, 9);
      model.itemBias[66] = bad;
      const queries = Uint32Array.from({ length: 70 }, (_, i) => i);
      const relevant = neighboursOf({
        left: Uint32Array.of(2),
        right: Uint32Array.of(66),
      }, 70);
      const message = (query: number) =>
        `Cannot rank: scores must be above -Infinity, got ${bad} for item 66 as a neighbour of item ${query}`;
      // Of several it is the first query's, whoever finds one first.
      await refuses(
        model,
        [{ queries, k: 3 }, message(0)],
        [{ queries: queries.subarray(40), k: 70 }, message(40)],
        [{ queries: Uint32Array.of(66, 2), k: 3, relevant }, message(2)],
      );
      // What is no candidate needs no score.
      const known = neighboursOf({
        left: Uint32Array.of(66, 66, 4),
        right: Uint32Array.of(3, 3, 5),
      }, 70);
      const ranked = await rankItems(model, {
        queries: Uint32Array.of(66, 3),
        k: 69,
        excluded: known,
      });
      assert.deepEqual([...ranked.count], [68, 68]);
    }
  });

  Deno.test(`${name} throws RangeError if a relevant item is no candidate`, async () => {
    const model = wholeModel(createRandom(10), 4, 2, 9);
    const pair = neighboursOf({
      left: Uint32Array.of(1),
      right: Uint32Array.of(3),
    }, 4);
    const itself = {
      start: Uint32Array.of(0, 2, 2, 2, 2),
      partner: Uint32Array.of(3, 0),
    };
    const queries = Uint32Array.of(0, 3);
    const message = (a: number, b: number) =>
      `Cannot rank: a held-out pair must join two items that no training pair joins, got ${a} and ${b}`;
    await refuses(
      model,
      [{ queries, k: 1, excluded: pair, relevant: pair }, message(3, 1)],
      [{ queries, k: 1, relevant: itself }, message(0, 0)],
    );
  });

  Deno.test(`${name} throws RangeError if k is no whole number >= 1`, async () => {
    const model = wholeModel(createRandom(11), 4, 2, 9);
    await refuses(
      model,
      ...[0, -1, 1.5, NaN].map((k): [RankingJob, string] => [
        { queries: Uint32Array.of(0), k },
        `Cannot rank: k must be a whole number >= 1, got ${k}`,
      ]),
    );
  });

  Deno.test(`${name} throws RangeError if a row does not exist, or a list`, async () => {
    const model = wholeModel(createRandom(12), 3, 2, 9);
    const lists = (
      name: "excluded" | "relevant",
      start: number[],
      message: string,
    ): [RankingJob, string] => [{
      queries: Uint32Array.of(0, 2),
      k: 1,
      [name]: { start: Uint32Array.from(start), partner: Uint32Array.of(1, 3) },
    }, `Cannot rank: ${message}`];
    await refuses(
      model,
      [
        { queries: Uint32Array.of(0, 3), k: 1 },
        "Cannot rank: query items must be rows below 3, got 3",
      ],
      ...(["excluded", "relevant"] as const).flatMap((name) => [
        lists(name, [0, 1, 1], `${name}.start must have length 4, got 3`),
        lists(
          name,
          [0, 1, 1, 2],
          `${name} items must be rows below 3, got 3 for item 2`,
        ),
        lists(
          name,
          [0, 1, 1, 3],
          `${name} items of item 2 must lie within 2, got [1, 3)`,
        ),
        lists(
          name,
          [1, 0, 1, 1],
          `${name} items of item 0 must lie within 2, got [1, 0)`,
        ),
      ]),
    );
  });

  Deno.test(`${name} throws RangeError if the model's arrays do not fit`, async () => {
    const model = wholeModel(createRandom(13), 3, 2, 9);
    const job = { queries: Uint32Array.of(0), k: 1 };
    await refuses(
      { ...model, itemBias: new Float32Array(2) },
      [
        job,
        "Cannot rank: a model of 3 items must have 6 values and 3 biases, got 6 and 2",
      ],
    );
    await refuses(
      { ...model, embeddings: { ...model.embeddings, dimensions: 3 } },
      [
        job,
        "Cannot rank: a model of 3 items must have 9 values and 3 biases, got 6 and 3",
      ],
    );
  });
}
