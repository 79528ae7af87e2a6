import { SOFTWARE } from "@kindred/core";
import type { Artifact } from "@kindred/core/artifact";
import { basename, resolve } from "node:path";
import type { EvaluationReport, ScorerMetrics } from "../evaluation_report.ts";
import type {
  Evidence,
  ExampleNeighbours,
  ShownItem,
} from "./example_neighbours.ts";
import { Markup, markup } from "./markup.ts";
import { type Plot, SCORER_TITLES } from "./plot_specs.ts";
import { STYLE } from "./style.ts";

/** All that the page shows. */
export interface ReportPage {
  /** The metrics. */
  report: EvaluationReport<number>;
  /** The plots, each with its SVG on a transparent ground. */
  plots: (Plot & { svg: string })[];
  /** Items with their nearest neighbours. */
  examples: ExampleNeighbours[];
  /** The run. */
  run: Artifact;
  /** What the run was made from, as far as it was opened. */
  inputs: Artifact[];
}

interface Row {
  title: string;
  meaning: string;
  value: (metrics: ScorerMetrics<number>) => number | null;
}

function rowsFor(k: number): Row[] {
  return [{
    title: "ROC-AUC",
    meaning:
      "Chance that a held-out pair outscores a drawn negative; 0.5 is guessing.",
    value: (metrics) => metrics.rocAuc,
  }, {
    title: "ROC-AUC, seen",
    meaning: "The same over pairs whose both items were trained on.",
    value: (metrics) => metrics.rocAucSeen,
  }, {
    title: "Average precision",
    meaning: "Precision averaged over the recall that each threshold adds.",
    value: (metrics) => metrics.averagePrecision,
  }, {
    title: `Recall@${k}`,
    meaning: `Share of an item's held-out neighbours in its first ${k}.`,
    value: (metrics) => metrics[`recallAt${k}`]!,
  }, {
    title: `NDCG@${k}`,
    meaning: "Hits, higher places counting more; 1 is the best order.",
    value: (metrics) => metrics[`ndcgAt${k}`]!,
  }, {
    title: `Hit rate@${k}`,
    meaning: `Share of items with a held-out neighbour in the first ${k}.`,
    value: (metrics) => metrics[`hitRateAt${k}`]!,
  }, {
    title: "MRR",
    meaning: "Mean of 1 / rank of an item's best held-out neighbour.",
    value: (metrics) => metrics.mrr,
  }];
}

function summaryTable(report: EvaluationReport<number>): Markup {
  const { degree, adamicAdar } = report.baselines;
  const scorers: ScorerMetrics<number>[] = [report, degree, adamicAdar];
  const head = Object.values(SCORER_TITLES).map((title) =>
    markup`<th scope="col" class="number">${title}</th>`
  );
  const rows = rowsFor(report.k).map(({ title, meaning, value }) => {
    const texts = scorers.map((metrics) => value(metrics)?.toFixed(4) ?? "–");
    // Compared as printed: what looks equal is marked alike.
    const best = texts.filter((text) => text !== "–").toSorted().at(-1);
    const cells = texts.map((text) =>
      text === best
        ? markup`<td class="number best">★ ${text}</td>`
        : markup`<td class="number">${text}</td>`
    );
    return markup`<tr><th scope="row">${title}<small>${meaning}</small></th>${cells}</tr>
`;
  });
  return markup`<div class="wide"><table>
<thead><tr><th scope="col">metric</th>${head}</tr></thead>
<tbody>
${rows}</tbody></table></div>
<p class="muted"><small>★ best of the row. All metrics are shares in [0, 1]; more is better. Ranking metrics go over the full catalogue less each item's training neighbours and are averaged over the query items.</small></p>`;
}

function countTiles({ counts }: EvaluationReport<number>): Markup {
  const number = (count: number) => count.toLocaleString("en");
  const { queryItems, queryItemsPossible } = counts;
  const tiles: [name: string, count: number, note: string][] = [
    ["items", counts.items, `${number(counts.itemsSeen)} seen`],
    [
      "query items",
      queryItems,
      queryItems === queryItemsPossible
        ? "all with a held-out pair"
        : `drawn at random from ${number(queryItemsPossible)}`,
    ],
    ["training pairs", counts.trainPairs, ""],
    ["held-out pairs", counts.pairs, `${number(counts.pairsSeen)} seen`],
    ["negatives", counts.negatives, `${number(counts.negativesSeen)} seen`],
  ];
  return markup`<dl class="counts">${
    tiles.map(([name, count, note]) =>
      markup`<div><dt>${name}</dt><dd>${number(count)}${
        note === "" ? "" : markup`<small>${note}</small>`
      }</dd></div>
`
    )
  }</dl>
<p class="muted"><small>Seen: the item, or both items of the pair, occur in a training pair.</small></p>`;
}

const EVIDENCE: Record<Evidence, [mark: string, meaning: string]> = {
  "train": ["●", "training pair"],
  "held-out": ["◆", "held-out pair"],
  "new": ["", ""],
};

function shownItem({ name, note }: ShownItem): Markup {
  return note === "" ? markup`${name}` : markup`${name} <small>${note}</small>`;
}

function exampleCard({ item, neighbours }: ExampleNeighbours): Markup {
  const lines = neighbours.map((neighbour) => {
    const [mark, meaning] = EVIDENCE[neighbour.evidence];
    return markup`<li>${shownItem(neighbour)}${
      mark &&
      markup` <span role="img" aria-label="${meaning}" title="${meaning}">${mark}</span>`
    }</li>
`;
  });
  return markup`<section class="example"><h3>${
    shownItem(item)
  }</h3><ol>${lines}</ol></section>
`;
}

function figure({ title, caption, svg }: Plot & { svg: string }): Markup {
  return markup`<figure><h3>${title}</h3>
<div role="img" aria-label="${title}: ${caption}">${new Markup(svg)}</div>
<figcaption>${caption}</figcaption></figure>
`;
}

function keyTable(rows: [key: string, value: string][]): Markup {
  return markup`<div class="wide"><table class="keys"><tbody>${
    rows.map(([key, value]) =>
      markup`<tr><th scope="row">${key}</th><td><code>${value}</code></td></tr>
`
    )
  }</tbody></table></div>`;
}

/** Returns report.html: one file that needs no other, no script and no network. */
export function reportHtml(page: ReportPage): string {
  const { report, plots, examples, run, inputs } = page;
  const name = basename(resolve(run.directory));
  const options = Object.entries(run.manifest.options).map((
    [key, value],
  ): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const hashes = [run, ...inputs].map(({ manifest, sha256 }): [
    string,
    string,
  ] => [manifest.kind, sha256]);
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>Evaluation of ${name}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header><h1>Evaluation of ${name}</h1>
<p class="muted">How well the trained model finds the pairs that it was not shown, beside two methods that learn nothing.</p></header>
<main>
<h2>Summary</h2>
${summaryTable(report)}
<h2>Counts</h2>
${countTiles(report)}
<h2>Curves</h2>
<div class="grid">${plots.map(figure)}</div>
<h2>Nearest neighbours</h2>
<p class="muted"><small>Trained items evenly spaced over the catalogue's rows, nearest first. ● training pair, ◆ held-out pair, no mark: no known pair.</small></p>
<div class="grid examples">${examples.map(exampleCard)}</div>
<h2>Options of the run</h2>
${keyTable(options)}
<h2>Made from</h2>
<p class="muted"><small>sha256 of each manifest, which in turn holds those of its files. Written by ${SOFTWARE}.</small></p>
${keyTable(hashes)}
</main>
</body>
</html>
`.text;
}
