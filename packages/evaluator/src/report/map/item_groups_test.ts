import type { Product } from "@kindred/core";
import assert from "node:assert/strict";
import { groupItems } from "./item_groups.ts";

function products(
  items: [category: string | null, brand: string | null][],
): Product[] {
  return items.map(([category, brand], i) => ({
    id: String(i),
    title: null,
    brand,
    price: null,
    categories: category === null ? [] : [category],
  }));
}

Deno.test("groupItems() takes the first level at which categories differ", () => {
  const groups = groupItems(products([
    ["Beauty > Hair > Shampoo", null],
    ["Beauty > Nails", "A"],
    ["Beauty > Hair > Colour", "B"],
    ["Beauty", null],
    [null, null],
  ]));
  assert.deepEqual(groups, {
    by: "category",
    names: ["Hair", "Nails"],
    of: ["Hair", "Nails", "Hair", null, null],
  });
});

Deno.test("groupItems() keeps the eight largest, equal ones by name", () => {
  const names = [..."jihgfedcba"];
  const groups = groupItems(products([
    ...names.map((name): [string, null] => [name, null]),
    ["j", null],
  ]));
  assert.deepEqual(groups.names, [..."jabcdefg"]);
  assert.deepEqual(groups.of.slice(0, 3), ["j", null, null]);
});

Deno.test("groupItems() takes brands where categories tell nothing, else nothing", () => {
  const branded: [string, string | null][] = [["X", "A"], ["X", "B"], [
    "X",
    null,
  ]];
  assert.deepEqual(groupItems(products(branded)), {
    by: "brand",
    names: ["A", "B"],
    of: ["A", "B", null],
  });
  assert.deepEqual(groupItems(products([["X", "A"], ["X", "A"]])), {
    by: null,
    names: [],
    of: [null, null],
  });
  assert.deepEqual(groupItems([]).of, []);
});
