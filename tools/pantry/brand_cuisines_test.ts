import assert from "node:assert/strict";
import { brandCuisines } from "./brand_cuisines.ts";
import { readSources } from "./read_sources.ts";

Deno.test("brandCuisines() knows a brand by what it sells", async () => {
  const fit = brandCuisines(await readSources());
  const homes: [brand: string, home: string, abroad: string][] = [
    ["Himal", "Indian & South Asian", "Italian"],
    ["Nonna Rosa's", "Italian", "Korean"],
    ["Tsurumori", "Japanese", "Mexican"],
    ["La Milpa Vieja", "Mexican", "Japanese"],
    ["Bayou Belle", "US Southern & Cajun", "Thai"],
  ];
  for (const [brand, home, abroad] of homes) {
    assert.ok(fit(brand, home) > 1.5, `${brand} at home`);
    assert.ok(fit(brand, home) > 2 * fit(brand, abroad), `${brand} abroad`);
  }
});

Deno.test("brandCuisines() takes goods without a brand as neutral", async () => {
  const fit = brandCuisines(await readSources());
  assert.equal(fit(undefined, "Italian"), 1);
});
