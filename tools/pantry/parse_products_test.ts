import assert from "node:assert/strict";
import { parseProducts } from "./parse_products.ts";

const HEAD = "[Rice & Grains > Rice]\nbasmati rice\n";

Deno.test("parseProducts() reads the three forms of a product", () => {
  const text = HEAD +
    "  Himal: Aged Rice, 5 lb = 12.99\n" +
    "  (Himal) Rice of the Hills = 4\n" +
    '  - Loose Rice: "Fine", Each\n';
  const { products, mistakes } = parseProducts(text, "p.txt");
  const shared = {
    ingredient: "basmati rice",
    categoryPath: ["Rice & Grains", "Rice"],
  };
  assert.deepEqual(mistakes, []);
  assert.deepEqual(products, [
    {
      title: "Himal Aged Rice, 5 lb",
      brand: "Himal",
      price: 12.99,
      line: 3,
      ...shared,
    },
    {
      title: "Rice of the Hills",
      brand: "Himal",
      price: 4,
      line: 4,
      ...shared,
    },
    { title: 'Loose Rice: "Fine", Each', line: 5, ...shared },
  ]);
});

Deno.test("parseProducts() replaces escapes in titles", () => {
  const text = `${HEAD}  - Half\\\\Half,\\t4\\u00bd"\n`;
  const { products } = parseProducts(text, "p.txt");
  assert.equal(products[0]!.title, 'Half\\Half,\t4½"');
});

const CASES: [name: string, text: string, line: number, message: string][] = [
  ["an open category", "[Rice", 1, `must read "[Wide > Narrow]"`],
  ["no category", "rice\n", 1, "must stand under a category"],
  ["no ingredient", "[A]\n  B: C", 2, "must stand under an ingredient"],
  ["an empty shelf", HEAD, 2, `got none for "basmati rice"`],
  ["a wrong form", `${HEAD}  - A\n  Rice`, 4, `must read "  Brand: Title`],
  ["a wrong price", `${HEAD}  - A\n  - B = 1.2.3`, 4, `above 0, got "1.2.3"`],
  ["a title twice", `${HEAD}  - A\n  - A`, 4, "again after line 3"],
  ["a wrong escape", `${HEAD}  - A\n  - B\\q`, 4, "an escape must be"],
  [
    "an ingredient twice",
    `${HEAD}  - A\nbasmati rice\n  - B`,
    4,
    "again after line 2",
  ],
];

for (const [name, text, line, message] of CASES) {
  Deno.test(`parseProducts() reports ${name} with its line`, () => {
    const { mistakes } = parseProducts(text, "p.txt");
    assert.equal(mistakes.length, 1, JSON.stringify(mistakes));
    assert.equal(mistakes[0]!.line, line);
    assert.ok(mistakes[0]!.message.includes(message), mistakes[0]!.message);
  });
}
