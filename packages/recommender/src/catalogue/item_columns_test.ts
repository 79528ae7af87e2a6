import assert from "node:assert/strict";
import { randomWorld } from "../_testing.ts";
import { itemFacts } from "../rules/facts.ts";
import type { ItemFilter } from "../rules/item_filter.ts";
import { ItemColumns } from "./item_columns.ts";

const ITEMS = randomWorld(300, 4).items;
ITEMS[7]!.id = "ünïcode/ル🍚";
ITEMS[8]!.brand = "";
ITEMS[9]!.categories = ["Shop>Aisle", "Shop > Aisle 1", "__proto__"];

const columns = new ItemColumns(ITEMS.length);
for (const item of ITEMS) columns.add(item);

Deno.test("ItemColumns passes and counts as the items themselves do", () => {
  const facts = itemFacts(new Map(ITEMS.map((item, row) => [row, item])));
  const filters: ItemFilter[] = [
    {},
    { brands: ["brand 1", "brand 5", "none"] },
    { brands: ["", "constructor"] },
    { categories: ["Shop"] },
    { categories: ["Shop > Aisle 1", "__proto__"] },
    { categories: ["Sho", "Shop > Aisle"] },
    { price: {} },
    { price: { min: 10, max: 50 } },
    { price: { max: 0 } },
    { ids: ["item-4", "ünïcode/ル🍚", "__proto__", "none"] },
    { ids: new Set(Array.from({ length: 20_000 }, (_, i) => `item-${2 * i}`)) },
    { brands: ["brand 1"], categories: ["All"], price: { min: 20 } },
  ];
  for (const filter of filters) {
    const [a, b] = [columns.test(filter), facts.test(filter)];
    const rows = [...ITEMS.keys()];
    assert.deepEqual(rows.filter(a), rows.filter(b), JSON.stringify(filter));
  }
  for (const row of ITEMS.keys()) {
    assert.deepEqual(columns.categoriesOf(row), facts.categoriesOf(row));
    for (const other of [0, 50, 299]) {
      for (const  of of["brandOf", "categoryOf"] as const) {
        assert.equal(
          columns[of](row) === columns[of](other),
          facts[of](row) === facts[of](other),
        );
        assert.equal(columns[of](row) === null, facts[of](row) === null);
      }
    }
  }
});

Deno.test("ItemColumns keeps every id", () => {
  assert.deepEqual([...columns.ids()], ITEMS.map(({ id }) => id));
});
