// version "reference": one product at a time    version "four abreast": scoreItems
// Run: deno bench -A --cached-only packages/kernels
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { scoreItemsReference } from "./reference/score_items.ts";
import { scoreItems } from "./score_items.ts";

const ITEMS = 12_000;
const QUERIES = 16;

for (const dimensions of [32, 128, 512]) {
  const random = createRandom(1);
  const draw = (length: number) =>
    Float32Array.from({ length }, () => random.float() - 0.5);
  const model = {
    embeddings: {
      values: draw(ITEMS * dimensions),
      itemCount: ITEMS,
      dimensions,
    },
    itemBias: draw(ITEMS),
    globalBias: 0,
  };
  const queries = Uint32Array.from(
    { length: QUERIES },
    () => random.below(ITEMS),
  );
  const out = new Float32Array(QUERIES * ITEMS);
  const expected = new Float32Array(QUERIES * ITEMS);

  // A fast wrong answer is worthless: compare before timing.
  scoreItems(model, queries, out);
  scoreItemsReference(model, queries, expected);
  for (const [i, score] of out.entries()) {
    assert.ok(Math.abs(score - expected[i]!) < 1e-4, `score ${i}`);
  }

  const group = `16 queries, 12,000 items, ${dimensions} dimensions`;
  Deno.bench({ group, name: "reference", baseline: true }, () => {
    scoreItemsReference(model, queries, out);
  });
  Deno.bench({ group, name: "four abreast" }, () => {
    scoreItems(model, queries, out);
  });
}
