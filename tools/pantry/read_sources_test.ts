import assert from "node:assert/strict";
import { linkSources, readSources } from "./read_sources.ts";
import { PantrySourceError } from "./source_mistake.ts";

Deno.test("readSources() finds a pantry of the promised size", async () => {
  const { dishes, products } = await readSources();
  assert.ok(dishes.length >= 300, `${dishes.length} dishes`);
  assert.ok(products.length >= 1000, `${products.length} products`);
});

Deno.test("readSources() finds a product for every ingredient of a dish", async () => {
  const { dishes, products } = await readSources();
  const sold = new Set(products.map((product) => product.ingredient));
  for (const { name, ingredients } of dishes) {
    assert.deepEqual(ingredients.filter((it) => !sold.has(it)), [], name);
  }
});

Deno.test("readSources() finds every trouble that a reader of loose JSON must bear", async () => {
  const { products } = await readSources();
  const titles = products.map((product) => product.title);
  assert.ok(titles.some((it) => it.includes("'") && !it.includes('"')));
  assert.ok(titles.some((it) => it.includes('"') && !it.includes("'")));
  assert.ok(titles.some((it) => it.includes('"') && it.includes("'")));
  assert.ok(titles.some((it) => it.includes("\\")));
  assert.ok(titles.some((it) => it.includes("\t")));
  assert.ok(titles.some((it) => it.includes("\u00a0")));
  assert.ok(titles.some((it) => /\p{L}/u.test(it.replace(/[a-z]/gi, ""))));
  assert.ok(products.some((product) => product.price === undefined));
  assert.ok(products.some((product) => product.brand === undefined));
});

Deno.test("linkSources() names every mistake of both texts", () => {
  const dishText = "## A\nX: a, b, c, d, e\nY: a\n";
  const productText = "[S]\na\n  - A\nb\n  - B\nc\n  - C\nd\n  - D\nf\n  - F\n";
  assert.throws(
    () => linkSources(dishText, productText),
    (error) => {
      assert.ok(error instanceof PantrySourceError);
      assert.equal(
        error.message,
        `Cannot read tools/pantry/dishes.txt:3: "Y" must have 5 to 14 ingredients, got 1
Cannot read tools/pantry/dishes.txt:2: every ingredient must have a product in tools/pantry/products.txt, got unknown "e" in "X"
Cannot read tools/pantry/products.txt:11: every ingredient must be used by a dish, got unused "f"`,
      );
      return true;
    },
  );
});
