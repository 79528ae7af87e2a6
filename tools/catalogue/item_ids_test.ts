import assert from "node:assert/strict";
import { ID_BYTES, ItemIds } from "./item_ids.ts";

function idsOf(ids: ItemIds, items: readonly number[]): string[] {
  const bytes = new Uint8Array(ID_BYTES + 4);
  return items.map((item) => {
    assert.equal(ids.write(bytes, 2, item), 2 + ID_BYTES);
    return new TextDecoder().decode(bytes.subarray(2, 2 + ID_BYTES));
  });
}

const ITEMS = Array.from({ length: 5000 }, (_, i) => i);

Deno.test("ItemIds writes ids of letters and digits, all different", () => {
  const texts = idsOf(new ItemIds(1, "asin"), ITEMS);
  assert.equal(new Set(texts).size, ITEMS.length);
  for (const text of texts) assert.match(text, /^B00[0-9A-Z]{7}$/);
});

Deno.test("ItemIds writes numbers of books whose check digit is right", () => {
  const texts = idsOf(new ItemIds(1, "isbn"), ITEMS);
  assert.equal(new Set(texts).size, ITEMS.length);
  for (const text of texts) {
    assert.match(text, /^\d{9}[\dX]$/);
    let sum = 0;
    for (let i = 0; i < 10; i++) {
      sum += (10 - i) * (text[i] === "X" ? 10 : Number(text[i]));
    }
    assert.equal(sum % 11, 0, text);
  }
});

Deno.test("ItemIds orders places as the ids' texts, and finds an item by its place", () => {
  for (const kind of ["asin", "isbn"] as const) {
    const ids = new ItemIds(3, kind);
    const byPlace = ITEMS.toSorted((a, b) => ids.placeOf(a) - ids.placeOf(b));
    const texts = idsOf(ids, byPlace);
    assert.deepEqual(texts, texts.toSorted());
    for (const item of ITEMS) assert.equal(ids.itemAt(ids.placeOf(item)), item);
  }
});

Deno.test("ItemIds gives other ids for another seed", () => {
  assert.notDeepEqual(
    idsOf(new ItemIds(1, "asin"), [0, 1]),
    idsOf(new ItemIds(2, "asin"), [0, 1]),
  );
});
