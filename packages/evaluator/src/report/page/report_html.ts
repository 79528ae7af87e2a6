import { SOFTWARE } from "@kindred/core";
import type { Artifact } from "@kindred/core/artifact";
import type { Comparison } from "../../intervals/compare_scorers.ts";
import type { ExampleNeighbours } from "../example_neighbours.ts";
import {
  exposureTexts,
  headlineTexts,
  PAIR_TEXTS,
  rankingTexts,
} from "../metric_texts.ts";
import type { ReportPlots } from "../plots/report_plots.ts";
import {
  baselineScorers,
  headlineK,
  type ReportedRun,
  runScorers,
} from "../reported_run.ts";
import { SLICE_MEANINGS } from "../slice_titles.ts";
import { comparisonTables } from "./comparison_tables.ts";
import { countTiles } from "./counts.ts";
import { exampleCards } from "./examples.ts";
import { figures } from "./figures.ts";
import { findings } from "./findings.ts";
import { Markup, markup } from "./markup.ts";
import { metricTable } from "./metric_table.ts";
import { hashesTable, optionsTable } from "./provenance.ts";
import { slicesTables } from "./slices_tables.ts";
import { STYLE } from "./style.ts";
import { trainingTimes } from "./times.ts";
import { warningList } from "./warnings.ts";

/** All that a page shows. */
export interface ReportPage {
  /** The runs, at least one, each called otherwise. */
  runs: readonly ReportedRun[];
  /** Which differences of the runs are real; null where nobody tested them. */
  comparison: Comparison | null;
  /** The plots, drawn. */
  plots: ReportPlots;
  /** Items with their nearest neighbours. */
  examples: readonly ExampleNeighbours[];
  /** What the runs were made from, as far as it was opened. */
  inputs: readonly Artifact[];
  /** What the item of a row is called. */
  itemName: (row: number) => string;
}

/** A part of the page; one that is not there is not in its contents either. */
interface Section {
  id: string;
  title: string;
  content: Markup | readonly Markup[];
}

/** Returns the page: one file that needs no other, no script and no network. */
export function reportHtml(page: ReportPage): string {
  const { runs } = page;
  const names = runs.map(({ name }) => name).join(", ");
  const title = runs.length === 1
    ? `Evaluation of ${names}`
    : `Comparison of ${names}`;
  const sections = sectionsOf(page);
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header><h1>${title}</h1>
<p class="muted">How well ${
    runs.length === 1 ? "the trained model finds" : "the trained models find"
  } pairs that training did not show, beside methods that learn nothing.</p>
<nav aria-label="Sections"><ul>${
    sections.map(({ id, title }) =>
      markup`<li><a href="#${id}">${title}</a></li>`
    )
  }</ul></nav></header>
<main>
${
    sections.map(({ id, title, content }) =>
      markup`<section id="${id}"><h2>${title}</h2>
${content}
</section>
`
    )
  }</main>
<footer><p class="muted"><small>Written by ${SOFTWARE}.</small></p></footer>
</body>
</html>
`.text;
}

function sectionsOf(page: ReportPage): Section[] {
  const { runs, comparison, plots } = page;
  const { k, warnings } = runs[0]!.report;
  const scorers = [...runScorers(runs), ...baselineScorers(runs)];
  const sections: (Section | null)[] = [
    warnings.length === 0 ? null : {
      id: "warnings",
      title: "Warnings",
      content: warningList(warnings, page.itemName),
    },
    {
      id: "summary",
      title: "Summary",
      content: markup`${
        findings(runs, comparison).map((sentence) =>
          markup`<p>${sentence}</p>
`
        )
      }${
        metricTable(
          "The metrics to look at first",
          [...headlineTexts(headlineK(runs[0]!)), SEEN],
          scorers,
        )
      }
${NOTE}
${trainingTimes(runs)}`,
    },
    {
      id: "counts",
      title: "Counts",
      content: countTiles(runs[0]!.report),
    },
    comparison === null ? null : {
      id: "comparison",
      title: "Comparison",
      content: comparisonTables(comparison),
    },
    plots.learning.length === 0 ? null : {
      id: "learning",
      title: "Learning",
      content: markup`<div class="learning">${figures(plots.learning)}</div>`,
    },
    {
      id: "pairs",
      title: "Telling pairs from negatives",
      content: [
        figures(plots.pairs),
        metricTable("Pair metrics", PAIR_TEXTS, scorers),
      ],
    },
    {
      id: "ranking",
      title: "Ranking",
      content: [
        markup`<p class="muted"><small>Candidates are all items of the catalogue less the query item and its training neighbours; none is sampled away. Values are means over the query items.</small></p>
`,
        metricTable("Ranking metrics", rankingTexts(k), scorers),
      ],
    },
    {
      id: "exposure",
      title: "Beyond accuracy",
      content: [
        markup`<p class="muted"><small>Which items are shown at all. None of these is good as such, so no value is marked: items drawn at random cover the most.</small></p>
`,
        metricTable("Exposure", exposureTexts(k), scorers, false),
      ],
    },
    {
      id: "slices",
      title: "Slices",
      content: [
        markup`<p class="muted"><small>${SLICE_MEANINGS}</small></p>
`,
        figures(plots.slices),
        ...slicesTables(runs),
      ],
    },
    plots.maps.length === 0 ? null : {
      id: "map",
      title: plots.maps.length === 1 ? "Map" : "Maps",
      content: markup`<div class="maps">${figures(plots.maps)}</div>`,
    },
    {
      id: "neighbours",
      title: "Nearest neighbours",
      content: exampleCards(page.examples),
    },
    {
      id: "configuration",
      title: "Configuration",
      content: optionsTable(runs),
    },
    {
      id: "hashes",
      title: "Made from",
      content: [
        markup`<p class="muted"><small>A manifest holds the hashes of its files and of what it was made from in turn.</small></p>
`,
        hashesTable(runs, page.inputs),
      ],
    },
  ];
  return sections.filter((section) => section !== null);
}

/** ROC-AUC without the pairs that a model cannot know. */
const SEEN = {
  ...PAIR_TEXTS[0]!,
  title: "ROC-AUC, seen",
  meaning: "The same over pairs whose both items were trained on.",
  slice: "seen",
};

const NOTE =
  markup`<p class="muted"><small>★ best of the row. In brackets: 95 % interval, from resampling the items.</small></p>`;
