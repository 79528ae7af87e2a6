import { SOFTWARE } from "@kindred/core";
import type { JsonValue } from "@kindred/core/artifact";

/** What a model card tells. */
export interface ModelCardFacts {
  /** How many items the model knows, a whole number. */
  itemCount: number;
  /** Numbers in a vector. */
  dimensions: number;
  /** Pairs that it learned from, a whole number. */
  trainPairs: number;
  /** The options of its training. */
  options: Record<string, JsonValue>;
  /**
   * The metrics of its evaluation, each in [0, 1], or null where it was not
   * evaluated. Those with another name than the card's, or no number, are left out.
   */
  metrics: Record<string, unknown> | null;
  /** sha256 of the run's manifest in hex. */
  runSha256: string;
}

/** Metrics that the card shows, with their names for people. */
const METRIC_NAMES = {
  rocAuc: "ROC-AUC",
  rocAucSeen: "ROC-AUC, items seen in training",
  averagePrecision: "average precision",
  recallAt10: "recall@10",
  ndcgAt10: "NDCG@10",
  hitRateAt10: "hit rate@10",
  mrr: "MRR",
} as const;

/**
 * Returns the model card: Markdown with YAML front matter. The same facts give
 * the same text; it holds no time.
 *
 * @param facts See {@linkcode ModelCardFacts}.
 *
 * @example
 * ```ts
 * import { modelCard } from "@kindred/exporter";
 * import assert from "node:assert/strict";
 *
 * const card = modelCard({
 *   itemCount: 3,
 *   dimensions: 4,
 *   trainPairs: 2,
 *   options: {},
 *   metrics: null,
 *   runSha256: "0".repeat(64),
 * });
 * assert.match(card, /It was not evaluated\./);
 * ```
 */
export function modelCard(facts: ModelCardFacts): string {
  const { itemCount, dimensions, trainPairs, options, metrics } = facts;
  return `---
library_name: kindred
pipeline_tag: item-similarity
tags:
  - recommendations
  - item-to-item
  - onnx
---

# Item-to-item recommendations

${
    itemCount.toLocaleString("en")
  } items, ${dimensions} dimensions, learned from ${
    trainPairs.toLocaleString("en")
  } pairs by ${SOFTWARE} (run ${facts.runSha256.slice(0, 12)}).

## Use it

    kindred recommend . --item ID -k 10
    kindred serve .

\`embed.onnx\` turns item rows into vectors, \`score.onnx\` pairs of rows into the
probability that they go together, \`neighbours.onnx\` rows into the rows and
probabilities of the k best. They share \`weights.bin\`. Row i is line i of
\`items.ndjson\`, counted from 0.

## How good it is

${metricsTable(metrics)}
## How it was trained

${
    Object.entries(options).map(([name, value]) => `- ${name}: ${value}`).join(
      "\n",
    )
  }
`;
}

function metricsTable(metrics: Record<string, unknown> | null): string {
  if (metrics === null) return "It was not evaluated.\n";
  const rows = Object.entries(METRIC_NAMES)
    .filter(([key]) => typeof metrics[key] === "number")
    .map(([key, name]) =>
      `| ${name} | ${(metrics[key] as number).toFixed(4)} |`
    );
  return `Judged on held-out pairs; ranking is over the full catalogue less the item and
its training neighbours${sampleNote(metrics.counts)}.

| metric | value |
|---|---|
${rows.join("\n")}
`;
}

/** Says so where the ranking metrics are those of some of the query items. */
function sampleNote(counts: unknown): string {
  const { queryItems, queryItemsPossible } = (counts ?? {}) as Record<
    string,
    number | undefined
  >;
  if (
    queryItems === undefined || queryItemsPossible === undefined ||
    queryItems === queryItemsPossible
  ) return "";
  return `, for ${queryItems.toLocaleString("en")} query items
drawn at random from ${queryItemsPossible.toLocaleString("en")}`;
}
