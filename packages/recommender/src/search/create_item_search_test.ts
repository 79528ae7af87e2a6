import type { ModelItem } from "@kindred/core";
import assert from "node:assert/strict";
import { createItemSearch } from "./create_item_search.ts";
import { createRecommender } from "../create_recommender.ts";

const ROWS: [id: string, title: string | null, brand: string | null][] = [
  ["A1", "Basmati rice, 5 kg", "Tilda"],
  ["A2", "Brown rice", "Lundberg"],
  ["A3", "Saffron threads", "Zaran"],
  ["B0009RF9DW", null, null],
  ["B0009RF9DX", null, null],
  ["A4", "Crème brûlée torch", "Zaran"],
  ["__proto__", "constructor", "toString"],
];

function itemOf(id: string, title: string | null = null): ModelItem {
  return { id, title, brand: null, price: null, categories: [], pairs: 1 };
}

function searchOf(items: ModelItem[]) {
  return createItemSearch(items.length, async function* () {
    yield await Promise.resolve(items);
  });
}

function recommender(pairs = 1) {
  return createRecommender({
    items: ROWS.map(([id, title, brand], row) => ({
      id,
      title,
      brand,
      price: null,
      categories: [],
      pairs: row === 0 ? pairs : 1,
    } as ModelItem)),
    engines: [{
      name: "none",
      neighbours: () => Promise.reject(new Error("not asked for here")),
      close: () => Promise.resolve(),
    }],
    dimensions: 2,
  });
}

async function idsFor(query: string, limit?: number): Promise<string[]> {
  return (await recommender().searchItems(
    query,
    limit === undefined ? {} : { limit },
  ))
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

Deno.test("searchItems() goes on where it was left", async () => {
  const all = await idsFor("b0009rf9");
  const pages = await Promise.all(
    [0, 1, 2].map((offset) =>
      recommender().searchItems("b0009rf9", { offset, limit: 1 })
    ),
  );
  assert.deepEqual(pages.flat().map(({ id }) => id), all);
  await assert.rejects(
    recommender().searchItems("rice", { offset: 10_001 }),
    new RangeError(
      "Cannot search: offset must be a whole number in [0, 10000], got 10001",
    ),
  );
});

Deno.test("searchItems() finds words of other scripts, whole, begun or within", async () => {
  const titles = [
    "Белый хлеб",
    "有机白米 5kg",
    "ข้าวหอมมะลิ",
    "한국 김치",
    "USBケーブル",
  ];
  const items = titles.map((title, row) => itemOf(`${row}`, title));
  const search = searchOf(items);
  const cases: [query: string, row: number][] = [
    ["хлеб", 0],
    ["БЕЛ", 0],
    ["хлебб", 0],
    ["有机白米", 1],
    ["白米", 1],
    ["米", 1],
    ["หอม", 2],
    ["김", 3],
    ["ケーブル", 4],
    ["usb ケーブ", 4],
  ];
  for (const [query, row] of cases) {
    assert.deepEqual(await search.rowsFor(query, 5), [row], query);
  }
});

Deno.test("searchItems() looks at no more of a huge query than its beginning", async () => {
  const search = searchOf([itemOf("a", "rice"), itemOf("b", "saffron")]);
  const noise = Array.from({ length: 100_000 }, (_, i) => `word${i}`).join(" ");
  assert.deepEqual(await search.rowsFor(`rice ${noise}`, 5), [0]);
  assert.deepEqual(await search.rowsFor(`${noise} rice`, 5), []);
  for (const letter of ["a", "é", "饭", "\u0301", "-"]) {
    assert.deepEqual(await search.rowsFor(letter.repeat(1_000_000), 5), []);
  }
});

Deno.test("searchItems() finds what is in most titles, and what is in one of them", async () => {
  const items = Array.from({ length: 60_000 }, (_, row) =>
    itemOf(
      `B${row}`,
      `Case for phone${row === 40_000 ? " saffron" : ""}${
        row === 7 ? " x y z" : ""
      }`,
    ));
  const search = searchOf(items);
  assert.deepEqual(await search.rowsFor("safron", 5), [40_000]);
  assert.deepEqual(await search.rowsFor("case for saf", 5), [40_000]);
  assert.deepEqual(await search.rowsFor("b4999", 3), [4999, 49990, 49991]);
  const all = await search.rowsFor("case for phone", 11_000);
  assert.equal(new Set(all).size, 11_000);
  // Alike in all else, they come in their order, and longer titles later.
  assert.deepEqual(all.slice(0, 8), [0, 1, 2, 3, 4, 5, 6, 8]);
});

Deno.test("createItemSearch() gives up its index when it is closed, and tries again after an error", async () => {
  const items = Array.from({ length: 5000 }, (_, row) => itemOf(`B${row}`));
  const given = searchOf(items);
  const building = given.prepare();
  await given.close();
  await given.close();
  await assert.rejects(building, { name: "ModelClosedError" });
  await assert.rejects(given.rowsFor("b1", 1), { name: "ModelClosedError" });

  let attempts = 0;
  const search = createItemSearch(1, async function* () {
    if (attempts++ === 0) throw new Error("no items yet");
    yield await Promise.resolve([itemOf("a", "rice")]);
  });
  await assert.rejects(search.prepare(), { message: "no items yet" });
  assert.deepEqual(await search.rowsFor("rice", 1), [0]);
  assert.deepEqual(await searchOf([]).rowsFor("rice", 1), []);
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

Deno.test("searchItems() refuses words where there are more items than may be searched", async () => {
  const items = ROWS.map(([id, title, brand]): ModelItem => ({
    id,
    title,
    brand,
    price: null,
    categories: [],
    pairs: 1,
  }));
  const bounded = createRecommender({
    items,
    engines: [{
      name: "none",
      neighbours: () => Promise.reject(new Error("not asked for here")),
      close: () => Promise.resolve(),
    }],
    dimensions: 2,
    maxSearchItems: 6,
  });
  await assert.rejects(bounded.searchItems("saffron"), {
    name: "SearchUnavailableError",
    message:
      "Cannot search: a model must bring its words along (search.index, which exports write), or have at most 6 items here, got 7",
    itemCount: 7,
    maxSearchItems: 6,
  });
  const [found] = await bounded.searchItems(" A3 ");
  assert.equal(found!.title, "Saffron threads");
  await assert.rejects(bounded.item("A33"), {
    name: "UnknownItemError",
    similarIds: [],
  });
  await bounded.prepare();
  await bounded.close();
});
