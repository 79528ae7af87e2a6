import type { Product } from "@kindred/core";
import assert from "node:assert/strict";
import { parseLooseJson } from "../loose_json/parse_loose_json.ts";
import {
  MAX_ID_BYTES,
  type ProductRecord,
  toProductRecord,
} from "./product_record.ts";

/** The record of a line that holds one. */
function recordOf(line: string): ProductRecord {
  const record = toProductRecord(parseLooseJson(line));
  assert.ok(typeof record !== "string", `no record: ${record}`);
  return record;
}

/** What a record with this `field: value` says of `name`. */
function read<K extends keyof Product>(name: K, field: string): Product[K] {
  return recordOf(`{'asin': 'x', ${field}}`).product[name];
}

Deno.test("toProductRecord() reads a record of the 2014 release", () => {
  const line =
    `{'asin': '0001048775', 'title': "Nonna's rice", 'price': 14.47, 'brand': 'Acquerello', ` +
    `'categories': [['Grocery', 'Rice'], ['Gifts']], 'salesRank': {'Grocery': 12}, ` +
    `'related': {'also_bought': ['b', 'c', 'b'], 'also_viewed': ['d'], ` +
    `'bought_together': ['b'], 'buy_after_viewing': ['e']}}`;
  assert.deepEqual(recordOf(line), {
    product: {
      id: "0001048775",
      title: "Nonna's rice",
      brand: "Acquerello",
      price: 14.47,
      categories: ["Grocery > Rice", "Gifts"],
    },
    related: {
      also_bought: ["b", "c", "b"],
      also_viewed: ["d"],
      bought_together: ["b"],
      buy_after_viewing: ["e"],
    },
    unusableLinks: 0,
  });
});

Deno.test("toProductRecord() reads a record of the 2018 release", () => {
  const line = JSON.stringify({
    category: ["Grocery", "Rice"],
    title: "Rice",
    also_buy: ["b", "c"],
    also_view: ["d"],
    brand: "",
    price: "$1,299.00",
    asin: "B01",
  });
  assert.deepEqual(recordOf(line), {
    product: {
      id: "B01",
      title: "Rice",
      brand: null,
      price: 1299,
      categories: ["Grocery > Rice"],
    },
    related: { also_bought: ["b", "c"], also_viewed: ["d"] },
    unusableLinks: 0,
  });
});

Deno.test("toProductRecord() reads a record of the 2023 release", () => {
  const line = JSON.stringify({
    main_category: "Grocery",
    title: "Rice",
    average_rating: 4.5,
    features: ["Long grain"],
    price: 14.47,
    images: [{ thumb: "https://example.org/rice.jpg", hi_res: null }],
    store: "Acquerello",
    categories: [],
    details: { Brand: "Elsewhere" },
    parent_asin: "B01",
    bought_together: null,
  });
  assert.deepEqual(recordOf(line), {
    product: {
      id: "B01",
      title: "Rice",
      brand: "Acquerello",
      price: 14.47,
      categories: ["Grocery"],
    },
    related: {},
    unusableLinks: 0,
  });
});

Deno.test("toProductRecord() takes the first field that says something", () => {
  const cases: [written: string, product: Partial<Product>][] = [
    ["'parent_asin': 'y'", { id: "x" }],
    ["'brand': 'a', 'store': 'b'", { brand: "a" }],
    ["'brand': '', 'store': 'b'", { brand: "b" }],
    ["'categories': ['a'], 'category': ['b']", { categories: ["a"] }],
    ["'main_category': 'c', 'categories': ['a']", { categories: ["a"] }],
    ["'main_category': 'c', 'categories': [[]]", { categories: ["c"] }],
    ["'main_category': ''", { categories: [] }],
  ];
  for (const [written, expected] of cases) {
    const { product } = recordOf(`{'asin': 'x', ${written}}`);
    assert.deepEqual({ ...product, ...expected }, product, written);
  }
  assert.equal(recordOf("{'asin': ' ', 'parent_asin': 'y'}").product.id, "y");
});

Deno.test("toProductRecord() adds up the relations of all releases", () => {
  const line = `{'asin': 'x', 'also_buy': ['a'], 'also_bought': ['b'], ` +
    `'related': {'also_bought': ['c'], 'also_view': ['d']}}`;
  const { related } = recordOf(line);
  assert.deepEqual(related.also_bought!.toSorted(), ["a", "b", "c"]);
  assert.deepEqual(related.also_viewed, ["d"]);
});

Deno.test("toProductRecord() counts the entries that are no id", () => {
  const long = "x".repeat(MAX_ID_BYTES + 1);
  const { related, unusableLinks } = recordOf(
    `{'asin': 'x', 'also_buy': ['a', '', ' ', 3, None, ['b'], '${long}']}`,
  );
  assert.deepEqual(related, { also_bought: ["a"] });
  assert.equal(unusableLinks, 6);
});

Deno.test("toProductRecord() gives a product of which only the id is known", () => {
  assert.deepEqual(recordOf("{'asin': ' x '}"), {
    product: { id: "x", title: null, brand: null, price: null, categories: [] },
    related: {},
    unusableLinks: 0,
  });
});

Deno.test("toProductRecord() reads every form of price", () => {
  const cases: [written: string, price: number | null][] = [
    ["3", 3],
    ["0", 0],
    ["12.5", 12.5],
    ["'12.5'", 12.5],
    ["'$12.50'", 12.5],
    ["' $1,234,567.89 '", 1234567.89],
    ["''", null],
    ["'$'", null],
    ["'$1.00 - $2.00'", null],
    ["'free'", null],
    ["'.a-box-inner{background-color:#fff}'", null],
    ["'-3'", null],
    ["-3", null],
    ["nan", null],
    ["inf", null],
    ["1e999", null],
    ["None", null],
    ["True", null],
    ["[3]", null],
    ["{}", null],
  ];
  for (const [written, price] of cases) {
    assert.equal(read("price", `'price': ${written}`), price, written);
  }
});

Deno.test("toProductRecord() reads every form of categories", () => {
  const cases: [written: string, categories: string[]][] = [
    ["'categories': [['a', 'b'], ['c']]", ["a > b", "c"]],
    ["'categories': ['a', 'b']", ["a > b"]],
    ["'category': ['a', 'b']", ["a > b"]],
    ["'category': [['a', 'b']]", ["a > b"]],
    ["'categories': None, 'category': ['a']", ["a"]],
    ["'categories': (('a', 'b'),)", ["a > b"]],
    ["'categories': [[' a ', '', 3, None, 'b'], []]", ["a > b"]],
    ["'categories': []", []],
    ["'categories': [[]]", []],
    ["'categories': ['', ' ']", []],
    ["'categories': 'a'", []],
    ["'categories': {'a': 'b'}", []],
    ["'categories': 3", []],
  ];
  for (const [written, categories] of cases) {
    assert.deepEqual(read("categories", written), categories, written);
  }
});

Deno.test("toProductRecord() takes texts only where they say something", () => {
  for (const name of ["title", "brand"] as const) {
    const cases: [written: string, text: string | null][] = [
      ["' Rice\\n'", "Rice"],
      ["''", null],
      ["' \\t '", null],
      ["3", null],
      ["None", null],
      ["['Rice']", null],
    ];
    for (const [written, text] of cases) {
      assert.equal(read(name, `'${name}': ${written}`), text, written);
    }
  }
});

Deno.test("toProductRecord() passes over relations and ids of odd types", () => {
  const cases: [written: string, related: ProductRecord["related"]][] = [
    ["'related': {'also_bought': ['b', 3, None, '', ' c ']}", {
      also_bought: ["b", "c"],
    }],
    ["'related': {'also_bought': 'b'}", {}],
    ["'related': {'also_bought': []}", {}],
    ["'related': {'liked': ['b']}", {}],
    ["'related': {}", {}],
    ["'related': ['b']", {}],
    ["'related': None, 'also_buy': ['b']", { also_bought: ["b"] }],
    ["'related': {'__proto__': ['b']}", {}],
  ];
  for (const [written, related] of cases) {
    assert.deepEqual(
      recordOf(`{'asin': 'x', ${written}}`).related,
      related,
      written,
    );
  }
});

Deno.test("toProductRecord() says no-record for what is no record", () => {
  for (const line of ["[]", "3", "'asin'", "None", "[{'asin': 'x'}]"]) {
    assert.equal(toProductRecord(parseLooseJson(line)), "no-record", line);
  }
});

Deno.test("toProductRecord() says no-id where asin is absent, empty or no text", () => {
  // A number lost its leading zeros: 31852 may have been "0000031852".
  const written = ["", "'asin': ''", "'asin': ' '", "'asin': 31852"];
  for (const field of [...written, "'asin': None", "'asin': ['x']"]) {
    assert.equal(toProductRecord(parseLooseJson(`{${field}}`)), "no-id", field);
  }
});

Deno.test("toProductRecord() says id-too-long past 1,024 bytes of UTF-8", () => {
  const cases: [id: string, isTooLong: boolean][] = [
    ["x".repeat(MAX_ID_BYTES), false],
    ["x".repeat(MAX_ID_BYTES + 1), true],
    ["é".repeat(MAX_ID_BYTES / 2), false],
    ["é".repeat(MAX_ID_BYTES / 2) + "x", true],
    ["x".repeat(1_000_000), true],
  ];
  for (const [id, isTooLong] of cases) {
    const record = toProductRecord(parseLooseJson(`{'asin': ' ${id} '}`));
    assert.equal(record === "id-too-long", isTooLong, `${id.length}`);
  }
});
