import { TrainingDivergedError } from "@kindred/core";
import assert from "node:assert/strict";
import { resultOf } from "./_testing.ts";
import { findEffects } from "./effects/find_effects.ts";
import { PUBLISHED, publishedFor } from "./published_figures.ts";
import type { Reproduction } from "./reproduction.ts";
import { reproductionMarkdown } from "./reproduction_markdown.ts";
import { reproductionPage } from "./reproduction_page.ts";
import { resultsCsv } from "./results_csv.ts";
import { resultsTable, tableNotes } from "./results_table.ts";

const RESULTS = [
  resultOf("baseline-binary-bias", { rocAuc: 0.75 }, {
    time: { seconds: 90, engine: "the cpu", run: "abc" },
  }),
  resultOf("als", { cliff: null, cliffThreshold: null }),
];

function reproduction(items: number, pairs: number): Reproduction {
  const { data, same } = publishedFor(items, pairs);
  const { message } = new TrainingDivergedError({
    epoch: 1,
    pairsDone: 2,
    meanLoss: NaN,
  });
  return {
    data: { items, trainPairs: pairs - 1, pairs: 1 },
    results: RESULTS,
    diverged: [{ name: "kindred-binary", message }],
    published: data,
    sameData: same,
    effects: findEffects(RESULTS),
  };
}

const SMALL = reproduction(1000, 5000);

Deno.test("resultsTable() puts published figures beside the experiments that they are of, the others below", () => {
  const [heading, ...rows] = resultsTable(SMALL);
  assert.equal(heading![7], "published (Electronics)");
  assert.deepEqual(rows[0], [
    ...["baseline-binary-bias", "0.7500", "0.8000", "0.3000", "0.050", "0.50"],
    ...["1.50", "0.7951", "-", "45.00"],
  ]);
  assert.deepEqual(rows[1]!.slice(4), ["-", "-", "-", "-", "-", "-"]);
  assert.deepEqual(rows[2]!.slice(0, 3), ["kindred-binary", "diverged", "-"]);
  const others = rows.slice(3).map(([name]) => name);
  assert.equal(others.length, Object.keys(PUBLISHED[0].models).length - 1);
  assert.ok(others.includes("skip-gram on random walks"));
  assert.ok(rows.every((cells) => cells.length === heading!.length));
});

Deno.test("tableNotes() says whether the published figures are of such data", () => {
  const [of, published] = tableNotes(SMALL);
  assert.equal(of, "On 1,000 items, 4,999 training and 1 held-out pairs.");
  assert.match(published!, /^Published figures are of other data: Electronics/);
  assert.ok(tableNotes(SMALL).at(-1)!.startsWith("kindred-binary diverged: "));
  assert.equal(
    tableNotes(reproduction(1_948_370, 26_595_848))[1],
    "Published figures are of Books, which has as many.",
  );
});

Deno.test("resultsCsv() has a line for each experiment, empty where nothing is known", () => {
  const [header, ...lines] = resultsCsv(SMALL).trimEnd().split("\n");
  assert.equal(lines.length, 2);
  assert.equal(
    lines[0],
    "baseline-binary-bias,baseline,binary,true,0.75,0.8,0.3,0.05,0.5,1.5000,Electronics,0.7951,,45",
  );
  assert.equal(lines[1], "als,als,,false,0.8,0.8,0.3,,,,Electronics,,,");
  assert.equal(header!.split(",").length, lines[1]!.split(",").length);
});

Deno.test("reproductionMarkdown() and reproductionPage() hold the table and every verdict", () => {
  const verdicts = Object.values(SMALL.effects).map(({ verdict }) => verdict);
  const text = reproductionMarkdown(SMALL);
  const svg = "<svg><title>lines</title></svg>";
  const page = reproductionPage(SMALL, [{ title: "Curves & co", svg }]);
  for (const verdict of verdicts) {
    assert.ok(text.includes(`- ${verdict}\n`));
    assert.ok(page.includes(`<dd>${verdict}</dd>`));
  }
  assert.match(text, /^\| baseline-binary-bias \| 0\.7500 \| 0\.8000 \|/m);
  assert.ok(page.includes("<td>0.7500</td>"));
  assert.ok(page.includes("gensim's word2vec"));
  assert.ok(page.includes("<h2>Curves &amp; co</h2>\n<img "));
  const [, data] = page.match(/;base64,([^"]+)"/)!;
  assert.equal(atob(data!), svg);
  assert.doesNotMatch(page, /<script|https?:/);
});
