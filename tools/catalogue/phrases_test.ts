import assert from "node:assert/strict";
import { GOODS } from "./goods.ts";
import { ItemRandom } from "./item_random.ts";
import { drawPhrase, phrasesOf } from "./phrases.ts";

for (const [name, goods] of Object.entries(GOODS)) {
  Deno.test(`phrasesOf() fills every sentence of ${name}`, () => {
    const phrases = phrasesOf(goods);
    assert.equal(new Set(phrases).size, phrases.length);
    assert.ok(phrases.every((phrase) => !phrase.includes("{}")));
  });

  Deno.test(`drawPhrase() seldom draws an apostrophe of ${name}, and hardly ever an escape`, () => {
    const phrases = phrasesOf(goods);
    const random = new ItemRandom(1, "text");
    random.begin(1);
    let apostrophes = 0;
    let odd = 0;
    const draws = 50_000;
    for (let i = 0; i < draws; i++) {
      const phrase = phrases[drawPhrase(goods, random)]!;
      if (/["\u0080-\uffff]/.test(phrase)) odd++;
      else if (phrase.includes("'")) apostrophes++;
    }
    assert.ok(Math.abs(apostrophes / draws - 0.05) < 0.01, `${apostrophes}`);
    assert.ok(odd > 0 && odd < 30, `${odd}`);
  });
}
