import type { ModelItem } from "@kindred/core";
import assert from "node:assert/strict";
import { createRecommender } from "./create_recommender.ts";

const ROWS: [id: string, title: string | null, brand: string | null][] = [
  ["A1", "Basmati rice, 5 kg", "Tilda"],
  ["A2", "Brown rice", "Lundberg"],
  ["A3", "Saffron threads", "Zaran"],
  ["B0009RF9DW", null, null],
  ["B0009RF9DX", null, null],
  ["A4", "Crème brûlée torch", "Zaran"],
  ["__proto__", "constructor", "toString"],
];

function recommender(pairs = 1) {
  const unused = () => Promise.reject(new Error("not asked for here"));
  return createRecommender({
    items: ROWS.map(([id, title, brand], row) => ({
      id,
      title,
      brand,
      price: null,
      categories: [],
      pairs: row === 0 ? pairs : 1,
    } as ModelItem)),
    runtime: {
      neighbours: unused,
      score: unused,
      embed: unused,
      release: () => Promise.resolve(),
    },
    dimensions: 2,
  });
}

async function idsFor(query: string, limit?: number): Promise<string[]> {
  return (await recommender().searchItems(query, { limit }))
    .map(({ id }) => id);
}

Deno.test("searchItems() finds whole words, beginnings and small errors", async () => {
  for (
    const query of ["saffron", "saff", "safron", "SAFFRON threds", "sfafron"]
  ) {
    assert.deepEqual(await idsFor(query), ["A3"], query);
  }
  for (const query of ["creme brulee", "CRÈME", "cre\u0300me"]) {
    assert.deepEqual(await idsFor(query), ["A4"], query);
  }
});

Deno.test("searchItems() wants all words, or as many as there are", async () => {
  assert.deepEqual(await idsFor("brown rice"), ["A2"]);
  assert.deepEqual((await idsFor("purple rice")).sort(), ["A1", "A2"]);
  assert.deepEqual(await idsFor("purple brown rcie rice"), ["A2"]);
});

Deno.test("searchItems() finds brands and items without a title by id", async () => {
  assert.deepEqual((await idsFor("zaran")).sort(), ["A3", "A4"]);
  assert.deepEqual(await idsFor("b0009rf9dx"), ["B0009RF9DX"]);
  for (const id of ["B0009RF9", "B0009RF9DY"]) {
    assert.deepEqual((await idsFor(id)).sort(), ["B0009RF9DW", "B0009RF9DX"]);
  }
  assert.deepEqual(await idsFor(" __proto__ "), ["__proto__"]);
  assert.deepEqual(await idsFor("constructor"), ["__proto__"]);
});

Deno.test("searchItems() puts items that nothing can be recommended for last", async () => {
  const found = await recommender(0).searchItems("rice");
  assert.deepEqual(found.map(({ id }) => id), ["A2", "A1"]);
});

Deno.test("searchItems() finds nothing for blank, odd or foreign queries", async () => {
  for (const query of ["", "  \t", "!!!", "xyzzyqwerty", "\ud800"]) {
    assert.deepEqual(await idsFor(query), [], query);
  }
  assert.deepEqual(await idsFor("x ".repeat(100_000)), []);
});

Deno.test("searchItems() returns at most limit items and checks it", async () => {
  assert.equal((await idsFor("rice", 1)).length, 1);
  await assert.rejects(
    recommender().searchItems("rice", { limit: 0 }),
    new RangeError(
      "Cannot search: limit must be a whole number in [1, 1000], got 0",
    ),
  );
});
