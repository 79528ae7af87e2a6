import assert from "node:assert/strict";
import { deriveRelations } from "./derive_relations.ts";
import { readSources } from "./read_sources.ts";

Deno.test("deriveRelations() gives the same lists for the same seed only", async () => {
  const sources = await readSources();
  const lists = deriveRelations(sources, 1);
  assert.deepEqual(deriveRelations(sources, 1), lists);
  assert.notDeepEqual(deriveRelations(sources, 2), lists);
});

Deno.test("deriveRelations() lets only ingredients of one dish be bought together", async () => {
  const sources = await readSources();
  const { dishes, products } = sources;
  const pairs = new Set<string>();
  for (const { ingredients } of dishes) {
    for (const a of ingredients) {
      for (const b of ingredients) if (a !== b) pairs.add(`${a} + ${b}`);
    }
  }
  for (const [row, related] of deriveRelations(sources, 1).entries()) {
    for (const other of [...related.alsoBought, ...related.boughtTogether]) {
      const pair = `${products[row]!.ingredient} + ${
        products[other]!.ingredient
      }`;
      assert.ok(pairs.has(pair), pair);
    }
  }
});

Deno.test("deriveRelations() lets only goods of one shelf be compared", async () => {
  const sources = await readSources();
  const { products } = sources;
  for (const [row, { alsoViewed }] of deriveRelations(sources, 1).entries()) {
    for (const other of alsoViewed) {
      assert.deepEqual(
        products[other]!.categoryPath,
        products[row]!.categoryPath,
      );
    }
  }
});

Deno.test("deriveRelations() keeps lists short, free of repeats and one-sided at times", async () => {
  const relations = deriveRelations(await readSources(), 1);
  let entries = 0;
  let answered = 0;
  for (const [row, { alsoBought }] of relations.entries()) {
    assert.ok(alsoBought.length <= 40);
    assert.equal(new Set(alsoBought).size, alsoBought.length);
    assert.equal(alsoBought.includes(row), false);
    entries += alsoBought.length;
    answered += alsoBought.filter((other) =>
      relations[other]!.alsoBought.includes(row)
    ).length;
  }
  const share = answered / entries;
  assert.ok(share > 0.4 && share < 0.8, `${share} of the entries are answered`);
});
