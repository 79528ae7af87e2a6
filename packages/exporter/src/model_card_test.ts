import { SOFTWARE } from "@kindred/core";
import assert from "node:assert/strict";
import { modelCard, type ModelCardFacts } from "./model_card.ts";

const FACTS: ModelCardFacts = {
  itemCount: 11_959,
  dimensions: 128,
  trainPairs: 160_841,
  options: { model: "logistic", learningRate: 0.3, epochs: 20 },
  metrics: { rocAuc: 0.97555, ndcgAt10: 0.4, queries: 7, mrr: "none" },
  runSha256: "0123456789abcdef".repeat(4),
};

Deno.test("modelCard() tells size, origin, use, quality and training", () => {
  assert.equal(
    modelCard(FACTS),
    `---
library_name: kindred
pipeline_tag: item-similarity
tags:
  - recommendations
  - item-to-item
  - onnx
---

# Item-to-item recommendations

11,959 items, 128 dimensions, learned from 160,841 pairs by ${SOFTWARE} (run 0123456789ab).

## Use it

    kindred recommend . --item ID -k 10
    kindred serve .

\`embed.onnx\` turns item rows into vectors, \`score.onnx\` pairs of rows into the
probability that they go together, \`neighbours.onnx\` rows into the rows and
probabilities of the k best. They share \`weights.bin\`. Row i is line i of
\`items.ndjson\`, counted from 0.

## How good it is

Judged on held-out pairs; ranking is over the full catalogue less the item and
its training neighbours.

| metric | value |
|---|---|
| ROC-AUC | 0.9756 |
| NDCG@10 | 0.4000 |

## How it was trained

- model: logistic
- learningRate: 0.3
- epochs: 20
`,
  );
});

Deno.test("modelCard() says so where query items were drawn", () => {
  const cardFor = (queryItems: number) =>
    modelCard({
      ...FACTS,
      metrics: {
        mrr: 0.5,
        counts: { queryItems, queryItemsPossible: 400_000 },
      },
    });
  assert.match(
    cardFor(20_000),
    /its training neighbours, for 20,000 query items\ndrawn at random from 400,000\.\n/,
  );
  assert.match(cardFor(400_000), /its training neighbours\.\n/);
});

Deno.test("modelCard() names every metric that it knows", () => {
  const metrics = {
    rocAuc: 0.1,
    rocAucSeen: 0.2,
    averagePrecision: 0.3,
    recallAt10: 0.4,
    ndcgAt10: 0.5,
    hitRateAt10: 0.6,
    mrr: 0.7,
  };
  const card = modelCard({ ...FACTS, metrics });
  assert.deepEqual(card.match(/^\| .* \| 0\..* \|$/gm), [
    "| ROC-AUC | 0.1000 |",
    "| ROC-AUC, items seen in training | 0.2000 |",
    "| average precision | 0.3000 |",
    "| recall@10 | 0.4000 |",
    "| NDCG@10 | 0.5000 |",
    "| hit rate@10 | 0.6000 |",
    "| MRR | 0.7000 |",
  ]);
});

Deno.test("modelCard() says so where nobody evaluated the model", () => {
  const card = modelCard({ ...FACTS, metrics: null });
  assert.match(
    card,
    /## How good it is\n\nIt was not evaluated\.\n\n## How it was trained/,
  );
  assert.doesNotMatch(card, /\| metric \|/);
});
