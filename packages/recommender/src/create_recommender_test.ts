import { createRandom, type ModelItem } from "@kindred/core";
import assert from "node:assert/strict";
import {
  plainEngine,
  plainLists,
  randomWorld,
  ranking,
  recommenderOf,
  type World,
} from "./_testing.ts";
import { createRecommender } from "./create_recommender.ts";
import type { Engine } from "./engines/engine.ts";
import { listsEngine } from "./engines/lists_engine.ts";
import type { SimilarItems } from "./recommender.ts";

const WORLD = randomWorld(120, 7);

function rowOf({ items }: World, id: string): number {
  return items.findIndex((item) => item.id === id);
}

function idsOf({ items }: SimilarItems): string[] {
  return items.map(({ item }) => item.id);
}

/** The ids of trained items, for asking. */
function trainedIds({ items }: World): string[] {
  return items.filter(({ pairs }) => pairs > 0).map(({ id }) => id);
}

const untrainedId = WORLD.items.find(({ pairs }) => pairs === 0)!.id;

Deno.test("similarItems() returns the k best of plain arithmetic, from lists or not", async () => {
  for (const n of [undefined, 5, 1000]) {
    const recommender = recommenderOf(WORLD, n);
    for (const id of trainedIds(WORLD).slice(0, 20)) {
      for (const k of [1, 5, 30]) {
        const row = rowOf(WORLD, id);
        const expected = ranking(WORLD, [row], [1]).slice(0, k);
        const found = await recommender.similarItems(id, { k });
        assert.deepEqual(
          found.items.map(({ item, score }) => [item.id, score]),
          expected.map(({ row, probability }) => [
            WORLD.items[row]!.id,
            probability,
          ]),
        );
        assert.deepEqual([found.exact, found.complete], [true, true]);
        assert.equal(
          found.engine,
          n !== undefined && k <= n ? "lists" : "plain",
        );
        assert.deepEqual(found.skipped, []);
      }
    }
  }
});

Deno.test("similarItems() takes baskets with weights as plain arithmetic does", async () => {
  const random = createRandom(3, 1);
  const recommender = recommenderOf(WORLD);
  const ids = trainedIds(WORLD);
  for (let round = 0; round < 30; round++) {
    const basket = Array.from({ length: 1 + random.below(5) }, () => ({
      id: ids[random.below(ids.length)]!,
      weight: 0.1 + 5 * random.float(),
    }));
    // An item that is there twice counts as much as both.
    const weights = new Map<number, number>();
    for (const { id, weight } of basket) {
      const row = rowOf(WORLD, id);
      weights.set(row, (weights.get(row) ?? 0) + weight);
    }
    const whole = [...weights.values()].reduce((a, b) => a + b);
    const expected = ranking(
      WORLD,
      [...weights.keys()],
      [...weights.values()].map((weight) => weight / whole),
    ).slice(0, 10);
    const { items } = await recommender.similarItems(basket);
    assert.equal(items.length, 10);
    for (const [i, { score }] of items.entries()) {
      // Shares are in single precision: 1e-6 of a probability is some roundings.
      assert.ok(Math.abs(score! - expected[i]!.probability) < 1e-6);
    }
  }
});

Deno.test("similarItems() gives a basket of one item what the item gives", async () => {
  const recommender = recommenderOf(WORLD, 20);
  for (const id of trainedIds(WORLD).slice(0, 5)) {
    const alone = await recommender.similarItems(id);
    assert.deepEqual(await recommender.similarItems([id]), alone);
    assert.deepEqual(
      await recommender.similarItems([{ id, weight: 9 }]),
      alone,
    );
    assert.deepEqual(await recommender.similarItems([id, { id }]), alone);
  }
  const [a, b] = trainedIds(WORLD) as [string, string];
  const huge = await recommender.similarItems([
    { id: a, weight: Number.MAX_VALUE },
    { id: b, weight: Number.MAX_VALUE },
  ]);
  assert.deepEqual(huge, await recommender.similarItems([a, b]));
});

Deno.test("similarItems() reports what it skipped of a basket", async () => {
  const recommender = recommenderOf(WORLD);
  const [id] = trainedIds(WORLD) as [string];
  const found = await recommender.similarItems(
    ["none", id, untrainedId, "constructor"],
    { pin: ["nowhere"] },
  );
  assert.deepEqual(found.skipped, [
    "none",
    untrainedId,
    "constructor",
    "nowhere",
  ]);
  assert.deepEqual(
    found.items,
    (await recommender.similarItems(id)).items,
  );
});

Deno.test("similarItems() throws UnknownItemError or UntrainedItemError if nothing is left", async () => {
  const recommender = recommenderOf(WORLD);
  for (const basket of ["itme-1", ["itme-1", "none"]]) {
    await assert.rejects(recommender.similarItems(basket), {
      name: "UnknownItemError",
      itemId: "itme-1",
      similarIds: ["item-1"],
    });
  }
  for (const basket of [untrainedId, ["none", untrainedId]]) {
    await assert.rejects(recommender.similarItems(basket), {
      name: "UntrainedItemError",
      itemId: untrainedId,
    });
  }
  for (const id of ["constructor", "toString", "", "item-1\n"]) {
    await assert.rejects(recommender.item(id), { name: "UnknownItemError" });
  }
});

Deno.test("similarItems() falls back where lists end, and says where nothing follows", async () => {
  const n = 8;
  const lists = createRecommender({
    items: WORLD.items,
    engines: [listsEngine(plainLists(WORLD, n))],
    dimensions: 4,
  });
  const [id] = trainedIds(WORLD) as [string];
  const some = await lists.similarItems(id, { k: 20 });
  assert.deepEqual(
    [some.items.length, some.engine, some.complete],
    [n, "lists", false],
  );
  const all = await recommenderOf(WORLD, n).similarItems(id, { k: 20 });
  assert.deepEqual([all.items.length, all.engine, all.complete], [
    20,
    "plain",
    true,
  ]);
  const [best] = some.items;
  // A list that is cut off where the filter passes little.
  const brand = WORLD.items.find(({ brand, pairs }) =>
    brand !== null && pairs > 0 && brand !== best!.item.brand
  )!.brand!;
  const filter = { brands: [brand] };
  const few = await lists.similarItems(id, { k: 10, filter });
  assert.equal(few.complete, false);
  assert.ok(few.items.length < 10);
});

Deno.test("similarItems() returns all there are if k is larger", async () => {
  const trained = trainedIds(WORLD).length;
  const recommender = recommenderOf(WORLD);
  const { items, complete } = await recommender.similarItems("__proto__", {
    k: 1000,
  });
  assert.deepEqual([items.length, complete], [trained - 1, true]);
});

Deno.test("similarItems() asks a late engine only when it must, and leaves out what is not there", async () => {
  let opened = 0;
  const recommender = createRecommender({
    items: WORLD.items,
    engines: [
      listsEngine(plainLists(WORLD, 20)),
      { name: "none", open: () => Promise.resolve(null) },
      {
        name: "late",
        open() {
          opened++;
          return Promise.resolve({ ...plainEngine(WORLD), name: "late" });
        },
      },
    ],
    dimensions: 4,
  });
  assert.deepEqual(recommender.info.engines, ["lists", "none", "late"]);
  const [a, b] = trainedIds(WORLD) as [string, string];
  assert.equal((await recommender.similarItems(a)).engine, "lists");
  assert.equal(opened, 0);
  // Lists are not at their best with baskets.
  assert.equal((await recommender.similarItems([a, b])).engine, "late");
  assert.equal((await recommender.similarItems(a, { k: 30 })).engine, "late");
  assert.equal(opened, 1);
  await recommender.close();
});

Deno.test("similarItems() throws RangeError if a basket is not allowed", async () => {
  const recommender = recommenderOf(WORLD);
  // deno-lint-ignore no-explicit-any -- what JavaScript may hand over
  const cases: [basket: any, complaint: string][] = [
    [[], "a basket must have 1 to 1000 items, got 0"],
    [Array(1001).fill("a"), "a basket must have 1 to 1000 items, got 1001"],
    [{ id: "a" }, "a basket must have 1 to 1000 items, got object"],
    [[7], "item 0 of a basket must have an id, got undefined"],
    [["a", null], "item 1 of a basket must have an id, got undefined"],
    ...[0, -1, NaN, Infinity].map((weight) =>
      [
        [{ id: "a", weight }],
        `the weight of "a" must be a number > 0, got ${weight}`,
      ] as [unknown, string]
    ),
  ];
  for (const [basket, complaint] of cases) {
    await assert.rejects(
      recommender.similarItems(basket),
      new RangeError(`Cannot recommend: ${complaint}`),
    );
  }
});

Deno.test("similarItems() never returns what an engine should not have named", async () => {
  const rows = Uint32Array.from(WORLD.items.keys());
  const careless: Engine = {
    name: "careless",
    neighbours: ({ k }) =>
      Promise.resolve({
        rows: rows.subarray(0, k),
        probabilities: new Float32Array(Math.min(k, rows.length)).fill(0.5),
        exact: true,
        rest: "more",
      }),
    close: () => Promise.resolve(),
  };
  const recommender = createRecommender({
    items: WORLD.items,
    engines: [careless],
    dimensions: 4,
  });
  const ids = idsOf(
    await recommender.similarItems("__proto__", {
      k: 1000,
      exclude: ["item-1"],
    }),
  );
  assert.deepEqual(
    ids,
    trainedIds(WORLD).filter((id) => id !== "__proto__" && id !== "item-1"),
  );
});

Deno.test("items(), listItems() and popularItems() return what is known of items", async () => {
  const recommender = recommenderOf(WORLD);
  assert.deepEqual(
    await recommender.items(["item-3", "none", "__proto__", "item-3"]),
    [WORLD.items[3], null, WORLD.items[0], WORLD.items[3]],
  );
  assert.deepEqual(
    await recommender.listItems({ offset: 115, limit: 20 }),
    WORLD.items.slice(115),
  );
  assert.deepEqual(await recommender.listItems({ offset: 5000 }), []);
  const popular = await recommender.popularItems(12);
  const most = WORLD.items.map(({ pairs }) => pairs).sort((a, b) => b - a);
  assert.deepEqual(popular.map(({ pairs }) => pairs), most.slice(0, 12));
  await assert.rejects(
    recommender.listItems({ offset: -1 }),
    new RangeError(
      "Cannot list items: offset must be a whole number >= 0, got -1",
    ),
  );
});

Deno.test("popularItems() puts items with a title first, and no untrained one", async () => {
  const items = WORLD.items.slice(0, 4).map((item, row): ModelItem => ({
    ...item,
    title: row === 0 ? null : item.title,
    pairs: [9, 1, 0, 3][row]!,
  }));
  const recommender = recommenderOf({ ...WORLD, items });
  assert.deepEqual(
    (await recommender.popularItems()).map(({ id }) => id),
    [3, 1, 0].map((row) => items[row]!.id),
  );
});

Deno.test("close() waits for the calls under way and refuses later ones", async () => {
  const recommender = recommenderOf(WORLD, 5);
  const underWay = recommender.similarItems("__proto__", { k: 3 });
  await Promise.all([recommender.close(), recommender.close()]);
  assert.equal((await underWay).items.length, 3);
  const refusal = {
    name: "ModelClosedError",
    message: "Cannot recommend: the model must be open, got a closed one",
  };
  for (
    const call of [
      () => recommender.similarItems("__proto__"),
      () => recommender.item("__proto__"),
      () => recommender.searchItems("title"),
      () => recommender.prepare(),
    ]
  ) await assert.rejects(call(), refusal);
});

Deno.test("createRecommender() throws RangeError without an engine, or if two items have one id", () => {
  const [item] = WORLD.items as [ModelItem];
  assert.throws(
    () => createRecommender({ items: [item], engines: [], dimensions: 4 }),
    new RangeError(
      "Cannot create a recommender: it must have an engine, got none",
    ),
  );
  assert.throws(
    () => recommenderOf({ ...WORLD, items: [item, item] }),
    new RangeError(
      'Cannot build the vocabulary: ids must be distinct, got "__proto__" in rows 0 and 1',
    ),
  );
});
