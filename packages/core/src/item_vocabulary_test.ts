import assert from "node:assert/strict";
import { ItemVocabulary } from "./item_vocabulary.ts";

Deno.test("ItemVocabulary maps every id to its row and back", () => {
  const ids = Array.from({ length: 500 }, (_, i) => `item-${i * 7919 % 500}`);
  const items = new ItemVocabulary(ids);
  assert.equal(items.size, 500);
  assert.deepEqual(items.ids, ids);
  for (const [row, id] of ids.entries()) {
    assert.equal(items.indexOf(id), row);
    assert.equal(items.idOf(row), id);
    assert.ok(items.has(id));
  }
});

Deno.test("ItemVocabulary takes ids that are names of object properties", () => {
  const items = new ItemVocabulary(["constructor", "__proto__", "", "1"]);
  assert.equal(items.indexOf("__proto__"), 1);
  assert.equal(items.indexOf(""), 2);
  assert.equal(items.has("toString"), false);
  assert.equal(items.has("Constructor"), false);
});

Deno.test("ItemVocabulary without ids holds nothing", () => {
  const items = new ItemVocabulary([]);
  assert.equal(items.size, 0);
  assert.equal(items.has(""), false);
  assert.throws(() => items.idOf(0), {
    name: "RangeError",
    message: "Cannot name the item: its row must be in [0, 0), got 0",
  });
});

Deno.test("ItemVocabulary throws RangeError if an id occurs twice", () => {
  assert.throws(() => new ItemVocabulary(["rice", "ghee", "salt", "ghee"]), {
    name: "RangeError",
    message:
      'Cannot build the vocabulary: ids must be distinct, got "ghee" in rows 1 and 3',
  });
});

Deno.test("ItemVocabulary.indexOf() throws UnknownItemError with near ids", () => {
  const items = new ItemVocabulary(["saffron", "rice", "saffran"]);
  assert.throws(() => items.indexOf("safron"), {
    name: "UnknownItemError",
    message:
      'Cannot find the item: its id must be in the catalogue, got "safron"; nearest "saffron", "saffran"',
    itemId: "safron",
    similarIds: ["saffron", "saffran"],
  });
});

Deno.test("ItemVocabulary.idOf() throws RangeError if there is no such row", () => {
  const items = new ItemVocabulary(["rice", "ghee"]);
  for (const row of [-1, 2, 0.5, NaN]) {
    assert.throws(() => items.idOf(row), {
      name: "RangeError",
      message: `Cannot name the item: its row must be in [0, 2), got ${row}`,
    });
  }
});
