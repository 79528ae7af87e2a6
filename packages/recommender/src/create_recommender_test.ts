import type { ModelItem } from "@kindred/core";
import assert from "node:assert/strict";
import { createRecommender } from "./create_recommender.ts";
import type { ModelRuntime } from "./model_runtime.ts";

function itemsOf(pairs: readonly number[]): ModelItem[] {
  return pairs.map((pairs, row) => ({
    id: `item-${row}`,
    title: `Title ${row}`,
    brand: null,
    price: null,
    categories: [],
    pairs,
  }));
}

/** Ranks every item by its row, the lowest first, and counts what is asked. */
function rowOrder(itemCount: number): ModelRuntime & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    neighbours([row], k) {
      assert.ok(Number.isInteger(k) && k >= 1 && k <= itemCount - 1, `k ${k}`);
      asked.push(k);
      const rows = Uint32Array.from({ length: itemCount }, (_, i) => i)
        .filter((other) => other !== row).slice(0, k);
      return Promise.resolve({
        rows,
        probabilities: Float32Array.from(rows, (other) => 1 / (1 + other)),
      });
    },
    score: () => Promise.reject(new Error("not asked for here")),
    embed: () => Promise.reject(new Error("not asked for here")),
    release: () => Promise.resolve(),
  };
}

function recommenderOf(pairs: readonly number[]) {
  const runtime = rowOrder(pairs.length);
  const recommender = createRecommender({
    items: itemsOf(pairs),
    runtime,
    dimensions: 2,
  });
  const rowsFor = async (id: string, k?: number) =>
    (await recommender.similarItems(id, { k }))
      .map(({ item }) => recommender.items.indexOf(item.id));
  return { recommender, runtime, rowsFor };
}

Deno.test("similarItems() returns the k best with their scores", async () => {
  const { recommender, runtime } = recommenderOf(Array(30).fill(1));
  const found = await recommender.similarItems("item-1", { k: 2 });
  assert.deepEqual(
    found.map(({ item, score }) => [item.id, score]),
    [["item-0", 1], ["item-2", Math.fround(1 / 3)]],
  );
  assert.equal((await recommender.similarItems("item-1")).length, 10);
  assert.deepEqual(runtime.asked, [2, 10]);
});

Deno.test("similarItems() never returns an untrained item, however well it scores", async () => {
  // Rows 0 to 199 are untrained and rank first for every item.
  const pairs = Array.from({ length: 210 }, (_, row) => row < 200 ? 0 : 1);
  const { runtime, rowsFor } = recommenderOf(pairs);
  assert.deepEqual(await rowsFor("item-205", 3), [200, 201, 202]);
  assert.deepEqual(runtime.asked, [3, 12, 48, 192, 209]);
});

Deno.test("similarItems() returns what exists if k is larger", async () => {
  const { rowsFor } = recommenderOf([1, 0, 1, 1]);
  assert.deepEqual(await rowsFor("item-2", 1000), [0, 3]);
  assert.deepEqual(await recommenderOf([1, 0]).rowsFor("item-0"), []);
  assert.deepEqual(await recommenderOf([1]).rowsFor("item-0"), []);
});

Deno.test("similarItems() throws RangeError if k is no whole number in [1, 1000]", async () => {
  const { recommender } = recommenderOf([1, 1]);
  for (const k of [0, -1, 1.5, 1001, NaN, Infinity]) {
    await assert.rejects(
      recommender.similarItems("item-0", { k }),
      new RangeError(
        `Cannot recommend: k must be a whole number in [1, 1000], got ${k}`,
      ),
    );
  }
});

Deno.test("similarItems() throws UnknownItemError and UntrainedItemError by id", async () => {
  const { recommender } = recommenderOf([1, 0]);
  await assert.rejects(recommender.similarItems("itme-0"), {
    name: "UnknownItemError",
    itemId: "itme-0",
    similarIds: ["item-0"],
  });
  await assert.rejects(recommender.similarItems("item-1"), {
    name: "UntrainedItemError",
    itemId: "item-1",
  });
  for (const id of ["__proto__", "constructor", "toString", ""]) {
    assert.throws(() => recommender.item(id), { name: "UnknownItemError" });
  }
});

Deno.test("similarItems() throws ModelClosedError after close()", async () => {
  const { recommender } = recommenderOf([1, 1]);
  await Promise.all([recommender.close(), recommender.close()]);
  await assert.rejects(recommender.similarItems("item-0"), {
    name: "ModelClosedError",
    message: "Cannot recommend: the model must be open, got a closed one",
  });
});

Deno.test("similarItems() throws RangeError if the runtime answers with a foreign row", async () => {
  const runtime = rowOrder(9);
  const recommender = createRecommender({
    items: itemsOf([1, 1]),
    runtime: {
      ...runtime,
      neighbours: () =>
        Promise.resolve({
          rows: Uint32Array.of(7),
          probabilities: Float32Array.of(1),
        }),
    },
    dimensions: 2,
  });
  await assert.rejects(
    recommender.similarItems("item-0", { k: 1 }),
    new RangeError(
      "Cannot recommend: the model must answer with rows in [0, 2), got 7",
    ),
  );
});

Deno.test("createRecommender() throws RangeError if two items have one id", () => {
  const [item] = itemsOf([1]);
  assert.throws(
    () =>
      createRecommender({
        items: [item!, item!],
        runtime: rowOrder(2),
        dimensions: 2,
      }),
    {
      name: "RangeError",
      message:
        'Cannot build the vocabulary: ids must be distinct, got "item-0" in rows 0 and 1',
    },
  );
});
