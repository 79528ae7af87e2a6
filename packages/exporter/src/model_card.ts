import { SOFTWARE } from "@kindred/core";
import type { JsonValue } from "@kindred/core/artifact";
import type { WrittenIndex } from "./index/write_index.ts";
import type { PrecisionComparison } from "./precision/compare_precisions.ts";
import type { Precision } from "./precision/precision.ts";

/** What a model card tells. */
export interface ModelCardFacts {
  /** How many items the model knows, a whole number. */
  itemCount: number;
  /** Numbers in a vector. */
  dimensions: number;
  /** Pairs that it learned from, a whole number; null for vectors from outside. */
  trainPairs: number | null;
  /** The options of its training. */
  options: Record<string, JsonValue>;
  /**
   * The metrics of its evaluation, each in [0, 1], or null where it was not
   * evaluated. Those with another name than the card's, or no number, are left out.
   */
  metrics: Record<string, unknown> | null;
  /** sha256 in hex of the run's manifest, or of the file of the vectors. */
  originSha256: string;
  /** How its vectors are kept. Default `"f32"`. */
  precision?: Precision;
  /** What each precision costs and loses. Default not measured. */
  precisions?: PrecisionComparison | null;
  /** What the approximate index finds. Default there is none. */
  index?: Pick<WrittenIndex, "recallAt10" | "queries"> | null;
}

/** Metrics that the card shows, with their names for people; {k} is a number. */
const METRIC_NAMES: readonly [name: RegExp, title: string][] = [
  [/^rocAuc$/, "ROC-AUC"],
  [/^averagePrecision$/, "average precision"],
  [/^recallAt(\d+)$/, "recall@{k}"],
  [/^precisionAt(\d+)$/, "precision@{k}"],
  [/^ndcgAt(\d+)$/, "NDCG@{k}"],
  [/^mapAt(\d+)$/, "MAP@{k}"],
  [/^hitRateAt(\d+)$/, "hit rate@{k}"],
  [/^mrr$/, "MRR"],
  [/^coverageAt(\d+)$/, "coverage@{k}"],
];

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
 *   originSha256: "0".repeat(64),
 * });
 * assert.match(card, /It was not evaluated\./);
 * ```
 */
export function modelCard(facts: ModelCardFacts): string {
  const { itemCount, dimensions, options, metrics } = facts;
  const { precision = "f32", precisions = null, index = null } = facts;
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
  } items, ${dimensions} dimensions in ${precision}, ${originText(facts)}.

## Use it

    kindred recommend . --item ID -k 10
    kindred serve .

\`embed.onnx\` turns item rows into vectors, \`score.onnx\` pairs of rows into the
probability that they go together, \`neighbours.onnx\` baskets of rows into the
rows and probabilities of the k best. They share \`weights.bin\`. Row i is line i of
\`items.ndjson\`, counted from 0.${indexNote(index)}

## How good it is

${metricsTable(metrics)}${precisionTable(precisions)}
## How it was made

${
    Object.entries(options).map(([name, value]) => `- ${name}: ${value}`).join(
      "\n",
    )
  }
`;
}

function originText({ trainPairs, originSha256 }: ModelCardFacts): string {
  const origin = originSha256.slice(0, 12);
  return trainPairs === null
    ? `imported by ${SOFTWARE} (file ${origin})`
    : `learned from ${
      trainPairs.toLocaleString("en")
    } pairs by ${SOFTWARE} (run ${origin})`;
}

function indexNote(index: ModelCardFacts["index"]): string {
  if (!index) return "";
  const { recallAt10, queries } = index;
  return ` \`index.usearch\` finds ${(100 * recallAt10).toFixed(1)} % of
the 10 best, measured for ${queries.toLocaleString("en")} items.`;
}

function precisionTable(comparison: PrecisionComparison | null): string {
  if (comparison === null) return "";
  const { queries, processor, precisions } = comparison;
  const rows = precisions.map((
    { precision, bytes, milliseconds, lostRecallAt10 },
  ) =>
    `| ${precision} | ${(bytes / 1e6).toFixed(1)} | ${
      milliseconds.toFixed(2)
    } | ${(100 * lostRecallAt10).toFixed(1)} % |`
  );
  return `
## What a precision costs

Median time of an answer of \`neighbours.onnx\` on one thread of ${processor}, and
how much of the 10 best of f32 is lost, for ${
    queries.toLocaleString("en")
  } items.

| precision | MB | ms | lost recall@10 |
|---|---|---|---|
${rows.join("\n")}
`;
}

function metricsTable(metrics: Record<string, unknown> | null): string {
  if (metrics === null) return "It was not evaluated.\n";
  const intervals = (metrics.intervals ?? {}) as Record<string, number[]>;
  const rows = METRIC_NAMES.flatMap(([pattern, title]) =>
    Object.entries(metrics).flatMap(([name, value]) => {
      const found = pattern.exec(name);
      if (found === null || typeof value !== "number") return [];
      const interval = intervals[name]?.map((end) => end.toFixed(4)).join(
        " to ",
      );
      return `| ${title.replace("{k}", found[1]!)} | ${value.toFixed(4)} | ${
        interval ?? ""
      } |`;
    })
  );
  return `Judged on held-out pairs; ranking is over the full catalogue less the item and
its training neighbours${sampleNote(metrics.counts)}.

| metric | value | 95 % interval |
|---|---|---|
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
