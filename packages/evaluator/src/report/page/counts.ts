import type { EvaluationReport } from "../../evaluation_report.ts";
import { type Markup, markup } from "./markup.ts";

/** Returns how much an evaluation went over. */
export function countTiles(
  { counts, resamples }: EvaluationReport<number>,
): Markup {
  const { items, itemsSeen, queryItems, queryItemsPossible } = counts;
  const tiles: [name: string, count: number, note: string][] = [
    ["items", items, `${number(itemsSeen)} seen in training`],
    ["training pairs", counts.trainPairs, ""],
    ["held-out pairs", counts.pairs, "judged by"],
    ["negatives", counts.negatives, "drawn, judged by"],
    [
      "query items",
      queryItems,
      queryItems === queryItemsPossible
        ? "all with a held-out pair"
        : `drawn at random from ${number(queryItemsPossible)}`,
    ],
    ["resamples", resamples, "behind the model's intervals"],
  ];
  return markup`<dl class="counts">${
    tiles.map(([name, count, note]) =>
      markup`<div><dt>${name}</dt><dd>${number(count)}${
        note === "" ? "" : markup`<small>${note}</small>`
      }</dd></div>
`
    )
  }</dl>`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
