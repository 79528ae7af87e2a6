import assert from "node:assert/strict";
import { randomWorld, ranking, recommenderOf } from "../_testing.ts";
import { createRecommender } from "../create_recommender.ts";
import { type ApproximateIndex, indexEngine } from "./index_engine.ts";

const WORLD = randomWorld(80, 31);
const ROWS = [...WORLD.items.keys()]
  .filter((row) => WORLD.items[row]!.pairs > 0);

/** An index that happens to find all of the best. */
const INDEX: ApproximateIndex = {
  candidateCount: ROWS.length,
  neighbours(basket, k, excluded) {
    const out = new Set(excluded);
    const found = ranking(
      WORLD,
      basket.map(({ row }) => row),
      basket.map(({ weight }) => weight),
    ).filter(({ row }) => !out.has(row)).slice(0, k);
    return Promise.resolve({
      rows: Uint32Array.from(found, ({ row }) => row),
      probabilities: Float32Array.from(found, ({ probability: p }) => p),
    });
  },
  close: () => Promise.resolve(),
};

Deno.test("indexEngine() answers baskets, and never claims to be exact", async () => {
  const engine = indexEngine(INDEX);
  const query = {
    rows: Uint32Array.of(ROWS[0]!, ROWS[1]!),
    weights: Float32Array.of(0.25, 0.75),
    excluded: Uint32Array.of(ROWS[2]!),
  };
  const some = await engine.neighbours({ ...query, k: 5 });
  assert.deepEqual([some.rows.length, some.exact, some.rest], [
    5,
    false,
    "more",
  ]);
  const all = await engine.neighbours({ ...query, k: 80 });
  assert.deepEqual([all.rows.length, all.rest], [ROWS.length - 3, "none"]);
  await engine.close();
});

Deno.test("similarItems() obeys rules through an index too", async () => {
  const recommender = createRecommender({
    items: WORLD.items,
    engines: [indexEngine(INDEX)],
    dimensions: 4,
  });
  const options = {
    k: 6,
    filter: { categories: ["Shop > Aisle 1"] },
    boost: [{ filter: { brands: ["brand 2"] }, factor: 4 }],
  };
  const basket = [WORLD.items[ROWS[3]!]!.id, WORLD.items[ROWS[4]!]!.id];
  const found = await recommender.similarItems(basket, options);
  const expected = await recommenderOf(WORLD).similarItems(basket, options);
  assert.deepEqual(
    found.items.map(({ item }) => item.id),
    expected.items.map(({ item }) => item.id),
  );
  assert.deepEqual([found.engine, found.exact], ["index", false]);
});
