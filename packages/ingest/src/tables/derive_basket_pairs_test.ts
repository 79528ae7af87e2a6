import { createRandom, type Random } from "@kindred/core";
import { queryRows } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { deriveTables, withStage } from "./_testing.ts";
import {
  BASKET_WEIGHTS,
  type BasketOptions,
  type BasketWeight,
} from "./basket_options.ts";
import { deriveBasketPairs } from "./derive_basket_pairs.ts";

/** One row: basket, item, and its time in seconds. */
type Interaction = [basket: string, item: string, time: number];

const DAY = 86_400;

/** Draws rows: few baskets and items, so that they meet often. */
function drawRows(random: Random, count: number): Interaction[] {
  return Array.from({ length: count }, () => [
    `b${random.below(12)}`,
    `i${random.below(3) * random.below(4)}`,
    1.3e9 + random.below(40) * DAY / 4,
  ]);
}

function csvOf(rows: readonly Interaction[]): string {
  return ["order,item,time", ...rows.map((row) => row.join(","))].join("\n");
}

/** Oracle: maps of maps, one pair of one basket after the other. */
function pairByHand(
  rows: readonly Interaction[],
  { minSupport, weight, halfLife }: {
    minSupport: number;
    weight: BasketWeight;
    halfLife: number | null;
  },
) {
  const baskets = new Map<
    string,
    Map<string, { first: number; last: number }>
  >();
  for (const [basket, item, time] of rows) {
    const items = baskets.get(basket) ?? new Map();
    baskets.set(basket, items);
    const seen = items.get(item) ?? { first: Infinity, last: -Infinity };
    items.set(item, {
      first: Math.min(seen.first, time),
      last: Math.max(seen.last, time),
    });
  }
  const newest = Math.max(...rows.map(([, , time]) => time));
  const worth = (time: number): number =>
    halfLife === null ? 1 : 0.5 ** ((newest - time) / (halfLife * DAY));
  let total = 0;
  const counts = new Map<string, number>();
  const pairs = new Map<
    string,
    { a: string; b: string; support: number; mass: number; time: number }
  >();
  for (const items of baskets.values()) {
    total += Math.max(...[...items.values()].map(({ last }) => worth(last)));
    for (const [a, one] of items) {
      counts.set(a, (counts.get(a) ?? 0) + worth(one.last));
      for (const [b, other] of items) {
        if (a >= b) continue;
        const pair = pairs.get(`${a} ${b}`) ??
          { a, b, support: 0, mass: 0, time: Infinity };
        pair.support++;
        pair.mass += Math.min(worth(one.last), worth(other.last));
        pair.time = Math.min(pair.time, Math.max(one.first, other.first));
        pairs.set(`${a} ${b}`, pair);
      }
    }
  }
  return [...pairs.values()].filter(({ support }) => support >= minSupport)
    .map(({ a, b, mass, time }) => {
      const either = counts.get(a)! * counts.get(b)!;
      const value = {
        count: mass,
        lift: total * mass / either,
        cosine: mass / Math.sqrt(either),
        ppmi: Math.log(total * mass / either),
      }[weight];
      return { a, b, weight: value, time };
    })
    .filter((pair) => pair.weight > 0)
    .sort((p, q) =>
      p.a < q.a ? -1 : p.a > q.a ? 1 : p.b < q.b ? -1 : p.b > q.b ? 1 : 0
    );
}

for (const weight of Object.keys(BASKET_WEIGHTS) as BasketWeight[]) {
  Deno.test(`deriveBasketPairs() gives the ${weight} that counting by hand gives`, async () => {
    const random = createRandom(7);
    for (let trial = 0; trial < 6; trial++) {
      const rows = drawRows(random, 20 + random.below(60));
      const options = {
        minSupport: 1 + random.below(3),
        weight,
        halfLife: trial % 2 === 0 ? null : 1 + random.below(5),
      };
      const { edges } = await deriveTables(
        [{ name: "rows.csv", content: csvOf(rows) }],
        options,
      );
      const expected = pairByHand(rows, options);
      assert.deepEqual(
        edges.map(({ a, b, time }) => [a, b, time]),
        expected.map(({ a, b, time }) => [a, b, time]),
        JSON.stringify(options),
      );
      for (const [p, edge] of edges.entries()) {
        // Weights are kept in single precision: 24 bits.
        const wanted = expected[p]!.weight;
        assert.ok(
          Math.abs(edge.weight! - wanted) <= 1e-12 + 2 ** -23 * wanted,
          `${edge.weight} is not ${wanted}`,
        );
      }
    }
  });
}

Deno.test("deriveBasketPairs() gives the weights of an example computed on paper", async () => {
  // Of 4 baskets 3 hold a, 2 hold b, both hold both twice.
  const content = "order,item\n1,a\n1,b\n2,a\n2,b\n2,b\n3,a\n4,c\n";
  const weightOf = async (weight: BasketWeight) => {
    const { edges } = await deriveTables([{ name: "x.csv", content }], {
      minSupport: 2,
      weight,
    });
    return edges;
  };
  assert.deepEqual(await weightOf("count"), [{ a: "a", b: "b", weight: 2 }]);
  assert.deepEqual((await weightOf("lift"))[0]!.weight, Math.fround(4 / 3));
  assert.deepEqual(
    (await weightOf("cosine"))[0]!.weight,
    Math.fround(2 / Math.sqrt(6)),
  );
  assert.deepEqual(
    (await weightOf("ppmi"))[0]!.weight,
    Math.fround(Math.log(4 / 3)),
  );
});

Deno.test("deriveBasketPairs() counts baskets, what is rare and what chance explains", async () => {
  const content = "order,item\n" +
    ["1,a", "1,b", "1,c", "2,a", "2,b", "3,a", "3,d", "4,d", "4,b", "5,e"]
      .join("\n");
  const { figures } = await deriveTables([{ name: "x.csv", content }], {
    minSupport: 2,
  });
  assert.deepEqual(figures.baskets, {
    baskets: 5,
    singletons: 1,
    capped: 0,
    cappedItems: 0,
    rareItems: 2,
    rarePairs: 2,
    unassociatedPairs: 0,
    times: null,
  });
  const always = "order,item\n1,a\n1,b\n2,a\n2,b\n3,a\n3,c\n4,a\n4,c\n";
  const { edges, figures: chance } = await deriveTables(
    [{ name: "x.csv", content: always }],
    { minSupport: 2, weight: "ppmi" },
  );
  assert.deepEqual(edges, []);
  assert.equal(chance.baskets!.unassociatedPairs, 2);
});

/** One basket of 50 items, and two of the last three. */
const GIANT = [
  ...Array.from({ length: 50 }, (_, i): Interaction => ["0", `i${i}`, i]),
  ...["1", "2"].flatMap((basket) =>
    [47, 48, 49].map((i): Interaction => [basket, `i${i}`, i])
  ),
];

Deno.test("deriveBasketPairs() keeps the latest items of a basket over the cap", async () => {
  const { edges, figures } = await deriveTables(
    [{ name: "x.csv", content: csvOf(GIANT) }],
    { minSupport: 1, basketCap: 5, weight: "count" },
  );
  assert.equal(edges.length, 10);
  assert.deepEqual(
    [...new Set(edges.flatMap(({ a, b }) => [a, b]))].sort(),
    ["i45", "i46", "i47", "i48", "i49"],
  );
  assert.deepEqual(
    [figures.baskets!.capped, figures.baskets!.cappedItems],
    [1, 45],
  );
});

Deno.test("deriveBasketPairs() picks by seed where there are no times, evenly", async () => {
  const rows = Array.from(
    { length: 40 * 50 },
    (_, r) => `${Math.floor(r / 50)},i${r % 50}`,
  );
  const content = ["order,item", ...rows].join("\n");
  const support = async (seed: number) => {
    const { edges } = await deriveTables([{ name: "x.csv", content }], {
      minSupport: 1,
      basketCap: 10,
      seed,
      weight: "count",
    });
    return edges;
  };
  const edges = await support(1);
  assert.deepEqual(await support(1), edges);
  assert.notDeepEqual(await support(2), edges);
  const meetings = new Map<string, number>();
  for (const { a, b, weight } of edges) {
    for (const item of [a, b]) {
      meetings.set(item, (meetings.get(item) ?? 0) + weight!);
    }
  }
  // An item is picked 8 of 40 times, give or take 2.5, and meets 9 others then.
  assert.equal(meetings.size, 50);
  for (const count of meetings.values()) {
    assert.ok(count % 9 === 0 && count <= 9 * 20, `${count}`);
  }
});

Deno.test("deriveBasketPairs() gives the same bits with one thread and with several", async () => {
  const random = createRandom(3);
  const rows = Array.from({ length: 30_000 }, (): Interaction => [
    `b${random.below(3000)}`,
    `i${random.below(60)}`,
    1.3e9 + random.below(1e7),
  ]);
  const content = csvOf(rows);
  const results = [];
  for (const threads of [1, 4, 4]) {
    const { edges } = await deriveTables(
      [{ name: "x.csv", content }],
      { halfLife: 30, weight: "ppmi", basketCap: 8 },
      threads,
    );
    assert.ok(edges.length > 500);
    results.push(edges);
  }
  assert.deepEqual(results[1], results[0]);
  assert.deepEqual(results[2], results[0]);
});

Deno.test("deriveBasketPairs() keeps weights above 0 however old a basket is", async () => {
  const content = csvOf([
    ["1", "a", 0],
    ["1", "b", 0],
    ["2", "c", 1e9],
    ["2", "d", 1e9],
  ]);
  const { edges } = await deriveTables([{ name: "x.csv", content }], {
    minSupport: 1,
    halfLife: 1,
    weight: "count",
  });
  assert.deepEqual(edges.map(({ weight }) => weight), [2 ** -60, 1]);
});

Deno.test("deriveBasketPairs() throws RangeError if an option is out of range", () =>
  withStage(async (_, connection) => {
    const cases: [BasketOptions, string][] = [
      [{ minSupport: 0 }, "minSupport must be a whole number >= 1, got 0"],
      [{ basketCap: 1 }, "basketCap must be a whole number >= 2, got 1"],
      [{ halfLife: 0 }, "halfLife must be a number > 0, got 0"],
      [{ seed: -1 }, "seed must be a whole number >= 0, got -1"],
      [
        { weight: "jaccard" as BasketWeight },
        `weight must be one of count, lift, cosine, ppmi, got "jaccard"`,
      ],
      [
        { halfLife: 7 },
        "rows must have times if counts are to decay, got none",
      ],
    ];
    for (const [options, sentence] of cases) {
      await assert.rejects(
        deriveBasketPairs(connection, false, options),
        new RangeError(`Cannot pair the items of baskets: ${sentence}`),
      );
    }
    const tables = await queryRows(connection, "SHOW TABLES");
    assert.ok(!tables.flat().includes("contents"));
  }));
