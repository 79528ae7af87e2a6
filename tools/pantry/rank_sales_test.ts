import assert from "node:assert/strict";
import { rankSales } from "./rank_sales.ts";
import { readSources } from "./read_sources.ts";

Deno.test("rankSales() gives distinct ranks, most products one", async () => {
  const sources = await readSources();
  const ranks = rankSales(sources, 1);
  const shown = ranks.filter((rank) => rank !== undefined);
  assert.equal(ranks.length, sources.products.length);
  assert.equal(new Set(shown).size, shown.length);
  assert.ok(shown.length > 0.85 * ranks.length && shown.length < ranks.length);
});
