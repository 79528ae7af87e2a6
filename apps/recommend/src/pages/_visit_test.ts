import assert from "node:assert/strict";
import {
  addressOf,
  NEW_VISIT,
  readVisit,
  withItem,
  withoutItem,
  withRules,
} from "./_visit.ts";

Deno.test("readVisit() reads back what addressOf() wrote, whatever the ids", () => {
  let visit = NEW_VISIT;
  for (const id of ["a,b", "a&basket=c", "ä/🍚?#%", "__proto__"]) {
    visit = withItem(visit, id);
  }
  visit = withRules(visit, {
    category: "Shop > Food & <more>",
    brand: "A, B",
    priceFrom: 0,
    priceTo: 9.5,
    perBrand: 2,
    diversity: 0.3,
    hidden: ["x,y", "z"],
    pinned: ["p"],
  });
  const address = addressOf("/basket", visit);
  assert.deepEqual(readVisit(`http://shop.example${address}`), visit);
});

Deno.test("addressOf() adds nothing to a visit that begins", () => {
  assert.equal(addressOf("/model", NEW_VISIT), "/model");
  assert.equal(addressOf("/", NEW_VISIT, { q: "tea" }), "/?q=tea");
  assert.deepEqual(readVisit("http://shop.example/"), NEW_VISIT);
});

Deno.test("withItem() and withoutItem() hold an item once", () => {
  const twice = withItem(withItem(NEW_VISIT, "a"), "a");
  assert.deepEqual(twice.basket, ["a"]);
  assert.deepEqual(withoutItem(twice, "a").basket, []);
  assert.deepEqual(NEW_VISIT.basket, []);
});

Deno.test("readVisit() takes at most 50 items and none that is overlong", () => {
  const query = new URLSearchParams();
  for (let i = 0; i < 60; i++) query.append("basket", `item-${i}`);
  query.append("pin", "x".repeat(501));
  query.append("pin", "");
  const { basket, rules } = readVisit(`http://shop.example/?${query}`);
  assert.equal(basket.length, 50);
  assert.deepEqual(rules.pinned, []);
});
