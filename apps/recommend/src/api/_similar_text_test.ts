import type { ModelItem } from "@kindred/core";
import type { SimilarItems } from "@kindred/recommender";
import assert from "node:assert/strict";
import { jsonText } from "../answers/send_json.ts";
import { itemJson, similarJson } from "./_similar_json.ts";
import { similarText } from "./_similar_text.ts";

const ITEMS: ModelItem[] = ["Crème brûlée", 'say "rice"\n', "𝕬 \ud800", null]
  .map((title, row) => ({
    id: `item-${row}`,
    title,
    brand: row === 1 ? null : "Zaran & “Söhne”",
    price: row === 2 ? null : 1e-7,
    categories: row === 0 ? [] : ["Food", "Süßes"],
    pairs: row,
  }));

Deno.test("similarText() is what JSON.stringify() makes of the same, as long in bytes", () => {
  for (const scores of [[], [0.1 + 0.2, 1e-9, 0], [1, null, 0.5]]) {
    const found: SimilarItems = {
      items: scores.map((score, i) => ({ item: ITEMS[i + 1]!, score })),
      skipped: [],
      exact: true,
      complete: scores.length > 0,
      engine: "lists",
      diversityBy: null,
    };
    const [item] = ITEMS as [ModelItem];
    const expected = jsonText({
      item: itemJson(item),
      ...similarJson(found, 7),
    });
    // Twice: the second time items are known.
    assert.deepEqual(similarText(item, found, 7), expected);
    assert.deepEqual(similarText(item, found, 7), expected);
  }
});
