import { createRandom, type ModelItem, type Random } from "@kindred/core";
import assert from "node:assert/strict";
import {
  plainLists,
  randomWorld,
  ranking,
  recommenderOf,
  type World,
} from "../_testing.ts";
import { createRecommender } from "../create_recommender.ts";
import { listsEngine } from "../engines/lists_engine.ts";
import type { SimilarItemsOptions } from "../recommender.ts";
import { boosted } from "./boosted.ts";
import type { ItemFilter } from "./item_filter.ts";

const WORLD = randomWorld(160, 11);
const RECOMMENDER = recommenderOf(WORLD);

/** Oracle: what a filter means, in as many words. */
function passes(item: ModelItem, filter: ItemFilter): boolean {
  const { categories, brands, price, ids } = filter;
  if (ids && ![...ids].includes(item.id)) return false;
  if (brands && !(item.brand !== null && brands.includes(item.brand))) {
    return false;
  }
  if (price) {
    if (item.price === null) return false;
    if (price.min !== undefined && item.price < price.min) return false;
    if (price.max !== undefined && item.price > price.max) return false;
  }
  return !categories ||
    item.categories.some((path) =>
      categories.some((wanted) =>
        path === wanted || path.startsWith(`${wanted} > `)
      )
    );
}

/** Oracle: judges every item, sorts all, and takes from the top. */
function expectedIds(
  { items, ...world }: World,
  row: number,
  options: SimilarItemsOptions,
): { id: string; score: number }[] {
  const { k = 10, exclude = [], filter, boost = [], pin = [] } = options;
  const { atMost = {}, minScore = 0 } = options;
  const allowed = ranking({ items, ...world }, [row], [1])
    .map(({ row, probability }) => ({ item: items[row]!, probability }))
    .filter(({ item }) => !exclude.includes(item.id))
    .filter(({ item }) => !filter || passes(item, filter))
    .map(({ item, probability }) => ({
      item,
      score: boost.filter(({ filter }) => passes(item, filter))
        .reduce((p, { factor }) => boosted(p, factor), probability),
    }));
  const pinned = [...new Set(pin)].flatMap((id) =>
    allowed.filter(({ item }) => item.id === id)
  ).slice(0, k);
  const taken = [...pinned];
  const count = (of: (item: ModelItem) => unknown, item: ModelItem) =>
    of(item) === undefined || of(item) === null
      ? 0
      : taken.filter((other) => of(other.item) === of(item)).length;
  for (const one of allowed.toSorted((a, b) => b.score - a.score)) {
    if (taken.length === k) break;
    if (pinned.includes(one) || one.score < minScore) continue;
    if (count(({ brand }) => brand, one.item) >= (atMost.brand ?? Infinity)) {
      continue;
    }
    const full = count(({ categories }) => categories[0], one.item) >=
      (atMost.category ?? Infinity);
    if (!full) taken.push(one);
  }
  return taken.map(({ item, score }) => ({ id: item.id, score }));
}

function randomFilter(random: Random): ItemFilter {
  const filters: ItemFilter[] = [
    { brands: [`brand ${random.below(7)}`, `brand ${random.below(7)}`] },
    { categories: ["Shop"] },
    { categories: [`Shop > Aisle ${random.below(5)}`] },
    { categories: [`Shop > Aisle 1 > Shelf ${random.below(3)}`, "None"] },
    { price: { min: random.below(100) } },
    { price: { max: random.below(100) } },
    { price: { min: 20, max: 60 }, brands: [`brand ${random.below(6)}`] },
    {
      ids: WORLD.items.filter(() => random.below(3) === 0).map(({ id }) => id),
    },
    { ids: new Set(["item-5", "none", "__proto__", "item-9"]) },
    {},
  ];
  return filters[random.below(filters.length)]!;
}

function randomOptions(random: Random): SimilarItemsOptions {
  const maybe = <T>(value: () => T) => random.below(2) ? value() : undefined;
  const id = () => WORLD.items[random.below(WORLD.items.length)]!.id;
  const options = {
    k: 1 + random.below(25),
    exclude: maybe(() => [id(), id(), "none"]),
    filter: maybe(() => randomFilter(random)),
    boost: maybe(() => [
      { filter: randomFilter(random), factor: 0.05 + 30 * random.float() },
      { filter: randomFilter(random), factor: 0.05 + random.float() },
    ]),
    pin: maybe(() =>
      [id(), id()].filter((id) =>
        WORLD.items.some((item) => item.id === id && item.pairs > 0)
      )
    ),
    atMost: maybe(() => ({ brand: 1 + random.below(3) })),
    minScore: maybe(() => random.float()),
  };
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
}

Deno.test("similarItems() obeys all rules at once, as judging every item does", async () => {
  const random = createRandom(5, 2);
  const recommenders = [undefined, 4, 30].map((n) => recommenderOf(WORLD, n));
  for (let round = 0; round < 400; round++) {
    const options = randomOptions(random);
    const expected = expectedIds(WORLD, 0, options);
    for (const recommender of recommenders) {
      const found = await recommender.similarItems("__proto__", options);
      const told = JSON.stringify(options);
      assert.deepEqual(
        found.items.map(({ item }) => item.id),
        expected.map(({ id }) => id),
        told,
      );
      for (const [i, { score }] of found.items.entries()) {
        // Of a pinned item that lists do not name nobody knows it.
        if (score === null) continue;
        assert.ok(Math.abs(score - expected[i]!.score) < 1e-6, told);
      }
      assert.deepEqual([found.exact, found.complete], [true, true], told);
    }
  }
});

Deno.test("similarItems() still returns k where a filter lets k through", async () => {
  const filter = { categories: ["Shop > Aisle 2"], price: { min: 10 } };
  const there = ranking(WORLD, [0], [1])
    .filter(({ row }) => passes(WORLD.items[row]!, filter)).length;
  assert.ok(there > 5);
  for (const k of [1, there - 1, there, there + 1]) {
    const { items, complete } = await recommenderOf(WORLD, 3)
      .similarItems("__proto__", { k, filter });
    assert.deepEqual([items.length, complete], [Math.min(k, there), true]);
    assert.ok(items.every(({ item }) => passes(item, filter)));
  }
});

Deno.test("similarItems() raises what is boosted the more, the larger the factor", async () => {
  const boosts = [0.01, 0.1, 0.5, 1, 2, 10, 1000];
  const filter = { brands: ["brand 1"] };
  let before = -1;
  for (const factor of boosts) {
    const { items } = await RECOMMENDER.similarItems("__proto__", {
      k: 20,
      boost: [{ filter, factor }],
    });
    const count = items.filter(({ item }) => passes(item, filter)).length;
    assert.ok(count >= before, `factor ${factor}`);
    before = count;
    assert.ok(items.every(({ score }) => score! >= 0 && score! <= 1));
  }
  assert.equal(
    before,
    Math.min(
      20,
      ranking(WORLD, [0], [1])
        .filter(({ row }) => passes(WORLD.items[row]!, filter)).length,
    ),
  );
});

Deno.test("similarItems() puts pinned items first, in their order, with their scores", async () => {
  const [last, second] = ranking(WORLD, [0], [1]).slice(-2)
    .map(({ row }) => WORLD.items[row]!);
  const untrained = WORLD.items.find(({ pairs }) => pairs === 0)!;
  const pin = [last!.id, untrained.id, second!.id, last!.id, "__proto__"];
  const found = await RECOMMENDER.similarItems("__proto__", { k: 5, pin });
  assert.deepEqual(
    found.items.slice(0, 3).map(({ item }) => item.id),
    [last!.id, untrained.id, second!.id],
  );
  assert.equal(found.items.length, 5);
  assert.ok(found.items[0]!.score! > 0);
  // No pair ever trained it: whatever the model says of it is noise.
  assert.equal(found.items[1]!.score, null);
  const excluded = await RECOMMENDER.similarItems("__proto__", {
    k: 1,
    pin,
    exclude: [last!.id],
  });
  assert.deepEqual(
    excluded.items.map(({ item }) => item.id),
    [untrained.id],
  );
});

Deno.test("similarItems() diversifies: not at all at 0, and never repeats or forgets", async () => {
  const plain = await RECOMMENDER.similarItems("__proto__", { k: 12 });
  const zero = await RECOMMENDER.similarItems("__proto__", {
    k: 12,
    diversity: 0,
  });
  assert.deepEqual(zero, plain);
  assert.equal(plain.diversityBy, null);
  for (const diversity of [0.2, 0.7, 1]) {
    const found = await RECOMMENDER.similarItems("__proto__", {
      k: 12,
      diversity,
      atMost: { brand: 2 },
      filter: { categories: ["All"] },
    });
    const ids = found.items.map(({ item }) => item.id);
    assert.equal(new Set(ids).size, 12);
    // The first is the best in any case: nothing is above it.
    const [first] = expectedIds(WORLD, 0, { filter: { categories: ["All"] } });
    assert.equal(ids[0], first!.id);
    for (const brand of new Set(found.items.map(({ item }) => item.brand))) {
      const count = found.items.filter(({ item }) => item.brand === brand);
      assert.ok(brand === null || count.length <= 2);
    }
    assert.equal(found.diversityBy, "vectors");
  }
});

Deno.test("similarItems() compares by lists or categories where there are no vectors", async () => {
  const lists = listsEngine(plainLists(WORLD, 60));
  const { likeness: _, ...without } = {
    name: "none",
    prefersOne: false,
    neighbours: lists.neighbours.bind(lists),
    close: () => Promise.resolve(),
    likeness: undefined,
  };
  for (
    const [engine, by] of [[lists, "lists"], [without, "categories"]] as const
  ) {
    const found = await createRecommender({
      items: WORLD.items,
      engines: [engine],
      dimensions: 4,
    }).similarItems("__proto__", { k: 8, diversity: 0.5 });
    assert.deepEqual([found.diversityBy, found.items.length], [by, 8]);
  }
});

Deno.test("similarItems() throws RangeError naming the setting that is not allowed", async () => {
  // deno-lint-ignore no-explicit-any -- what JavaScript may hand over
  const cases: [options: any, complaint: string][] = [
    ...[0, -1, 1.5, 1001, NaN, Infinity, 1e9].map((k) =>
      [{ k }, `k must be a whole number in [1, 1000], got ${k}`] as [
        unknown,
        string,
      ]
    ),
    [{ k: "5" }, 'k must be a whole number in [1, 1000], got "5"'],
    [
      { filters: {} },
      'the options may have k, exclude, filter, boost, pin, atMost, diversity, minScore, explain, got "filters"; nearest "filter"',
    ],
    [null, "the options must be an object, got null"],
    [{ exclude: "a" }, 'exclude must be a list, got "a"'],
    [{ exclude: [7] }, "exclude must hold texts, got 7"],
    [
      { pin: Array(1001).fill("a") },
      "pin must have 0 to 1000 entries, got 1001",
    ],
    [{ diversity: 1.1 }, "diversity must be a number in [0, 1], got 1.1"],
    [{ minScore: -0.1 }, "minScore must be a number in [0, 1], got -0.1"],
    [{ atMost: 3 }, "atMost must be an object, got 3"],
    [
      { atMost: { brands: 3 } },
      'atMost may have brand, category, got "brands"; nearest "brand"',
    ],
    [
      { atMost: { brand: 0 } },
      "atMost.brand must be a whole number >= 1, got 0",
    ],
    [{ boost: {} }, "boost must be a list, got {}"],
    [
      { boost: [{ filter: {}, factor: 0 }] },
      "boost[0].factor must be a number > 0, got 0",
    ],
    [
      { boost: [{ factor: 2 }] },
      "boost[0].filter must be an object, got undefined",
    ],
    [{ explain: 1 }, "explain must be true or false, got 1"],
    [
      { filter: { __proto__: null, categorys: [] } },
      'filter may have categories, brands, price, ids, got "categorys"; nearest "categories"',
    ],
    [
      { filter: { brands: [] } },
      "filter.brands must have 1 to 1000 entries, got 0",
    ],
    [
      { filter: { categories: [null] } },
      "filter.categories must hold texts, got null",
    ],
    [{ filter: { ids: "a" } }, 'filter.ids must be a list, got "a"'],
    [
      { filter: { price: { min: 5, max: 4 } } },
      "filter.price.max must be a number >= 5, got 4",
    ],
    [
      { filter: { price: { min: NaN } } },
      "filter.price.min must be a number, got NaN",
    ],
  ];
  for (const [options, complaint] of cases) {
    await assert.rejects(
      RECOMMENDER.similarItems("__proto__", options),
      new RangeError(`Cannot recommend: ${complaint}`),
    );
  }
});
