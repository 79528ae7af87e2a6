import assert from "node:assert/strict";
import {
  hasRules,
  NO_RULES,
  optionsOf,
  readRules,
  type RuleSettings,
} from "./_rule_settings.ts";

function rulesOf(query: string): RuleSettings {
  return readRules(new URLSearchParams(query));
}

Deno.test("readRules() takes what makes no sense for no rule", () => {
  for (
    const query of [
      "",
      "category=&brand=+&price-from=&price-to=&per-brand=&diversity=0",
      "price-from=abc&price-to=-1&per-brand=0&diversity=2",
      "price-from=NaN&price-to=Infinity&per-brand=-3&diversity=x",
      `brand=${"x".repeat(501)}&hide=&pin=`,
    ]
  ) {
    assert.deepEqual(rulesOf(query), NO_RULES, query);
    assert.equal(hasRules(rulesOf(query)), false);
  }
});

Deno.test("readRules() turns a price range round that is the wrong way", () => {
  const { priceFrom, priceTo } = rulesOf("price-from=20&price-to=10");
  assert.deepEqual([priceFrom, priceTo], [10, 20]);
});

Deno.test("optionsOf() sets no filter where none is wanted", () => {
  assert.deepEqual(optionsOf(NO_RULES), {
    exclude: [],
    pin: [],
    diversity: 0,
  });
  assert.deepEqual(
    optionsOf(rulesOf("price-to=5&per-brand=2&hide=a&hide=b&pin=c")),
    {
      exclude: ["a", "b"],
      pin: ["c"],
      diversity: 0,
      atMost: { brand: 2 },
      filter: { price: { max: 5 } },
    },
  );
  assert.deepEqual(optionsOf(rulesOf("category=Tea&brand=Earl")).filter, {
    categories: ["Tea"],
    brands: ["Earl"],
  });
});
