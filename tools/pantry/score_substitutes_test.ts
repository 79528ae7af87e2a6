import assert from "node:assert/strict";
import { readSources } from "./read_sources.ts";
import { scoreSubstitutes } from "./score_substitutes.ts";

Deno.test("scoreSubstitutes() puts variants first and company next", async () => {
  const sources = await readSources();
  const scores = scoreSubstitutes(sources);
  const rowOf = (ingredient: string, variant = 0) =>
    sources.products.findIndex((it) => it.ingredient === ingredient) + variant;

  const gruyere = scores[rowOf("gruyere")]!;
  assert.equal(gruyere.get(rowOf("gruyere", 1)), 2);
  const emmental = gruyere.get(rowOf("emmental"))!;
  const cotija = gruyere.get(rowOf("cotija"))!;
  assert.ok(emmental > cotija, `${emmental} > ${cotija}`);
  assert.equal(gruyere.has(rowOf("spaghetti")), false);
});
