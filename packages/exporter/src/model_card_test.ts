import { SOFTWARE } from "@kindred/core";
import assert from "node:assert/strict";
import { modelCard, type ModelCardFacts } from "./model_card.ts";

const FACTS: ModelCardFacts = {
  itemCount: 11_959,
  dimensions: 128,
  trainPairs: 160_841,
  options: { model: "logistic", learningRate: 0.3, epochs: 20 },
  metrics: { rocAuc: 0.97555, ndcgAt10: 0.4, queries: 7, mrr: "none" },
  originSha256: "0123456789abcdef".repeat(4),
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

11,959 items, 128 dimensions in f32, learned from 160,841 pairs by ${SOFTWARE} (run 0123456789ab).

## Use it

    kindred recommend . --item ID -k 10
    kindred serve .

\`embed.onnx\` turns item rows into vectors, \`score.onnx\` pairs of rows into the
probability that they go together, \`neighbours.onnx\` baskets of rows into the
rows and probabilities of the k best. They share \`weights.bin\`. Row i is line i of
\`items.ndjson\`, counted from 0.

## How good it is

Judged on held-out pairs; ranking is over the full catalogue less the item and
its training neighbours.

| metric | value | 95 % interval |
|---|---|---|
| ROC-AUC | 0.9756 |  |
| NDCG@10 | 0.4000 |  |

## How it was made

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
    averagePrecision: 0.3,
    mrr: 0.7,
    recallAt5: 0.4,
    recallAt20: 0.45,
    precisionAt5: 0.46,
    ndcgAt5: 0.5,
    mapAt5: 0.55,
    hitRateAt5: 0.6,
    coverageAt5: 0.8,
    noveltyAt5: 9,
    intervals: { rocAuc: [0.05, 0.15] },
  };
  const card = modelCard({ ...FACTS, metrics });
  assert.deepEqual(card.match(/^\| .* \| 0\..* \|$/gm), [
    "| ROC-AUC | 0.1000 | 0.0500 to 0.1500 |",
    "| average precision | 0.3000 |  |",
    "| recall@5 | 0.4000 |  |",
    "| recall@20 | 0.4500 |  |",
    "| precision@5 | 0.4600 |  |",
    "| NDCG@5 | 0.5000 |  |",
    "| MAP@5 | 0.5500 |  |",
    "| hit rate@5 | 0.6000 |  |",
    "| MRR | 0.7000 |  |",
    "| coverage@5 | 0.8000 |  |",
  ]);
});

Deno.test("modelCard() says so where nobody evaluated the model", () => {
  const card = modelCard({ ...FACTS, metrics: null });
  assert.match(
    card,
    /## How good it is\n\nIt was not evaluated\.\n\n## How it was made/,
  );
  assert.doesNotMatch(card, /\| metric \|/);
});

Deno.test("modelCard() says what each precision costs, what the index finds, and where vectors come from", () => {
  const card = modelCard({
    ...FACTS,
    trainPairs: null,
    metrics: null,
    precision: "int8",
    precisions: {
      queries: 200,
      processor: "Abacus 2000",
      precisions: [
        {
          precision: "f32",
          bytes: 6_220_508,
          milliseconds: 0.6,
          lostRecallAt10: 0,
        },
        {
          precision: "int8",
          bytes: 1_678_044,
          milliseconds: 0.256,
          lostRecallAt10: 0.0061,
        },
      ],
    },
    index: { recallAt10: 0.9812, queries: 1000 },
  });
  assert.match(
    card,
    /11,959 items, 128 dimensions in int8, imported by .* \(file 0123456789ab\)/,
  );
  assert.match(
    card,
    /It was not evaluated\.\n\n## What a precision costs\n\nMedian time of an answer of `neighbours\.onnx` on one thread of Abacus 2000, and\nhow much of the 10 best of f32 is lost, for 200 items\./,
  );
  assert.match(
    card,
    /\| f32 \| 6\.2 \| 0\.60 \| 0\.0 % \|\n\| int8 \| 1\.7 \| 0\.26 \| 0\.6 % \|\n\n## How/,
  );
  assert.match(
    card,
    /`index\.usearch` finds 98\.1 % of\nthe 10 best, measured for 1,000 items\./,
  );
});
