import type { SliceReport } from "../../evaluation_report.ts";
import { metricTitle } from "../metric_texts.ts";
import {
  bestBaselines,
  headlineK,
  type ReportedRun,
  runScorers,
} from "../reported_run.ts";
import { shownSlices, sliceValue } from "../slice_titles.ts";
import { type Markup, markup } from "./markup.ts";
import { bestOf, metricCell, scorerHead } from "./metric_table.ts";

/** How much of a slice a metric goes over. */
type SliceSize = (
  slice: Pick<SliceReport, "pairs" | "negatives" | "queryItems">,
) => string;

/** Returns the runs and the best baselines over each slice: a table for each metric. */
export function slicesTables(runs: readonly ReportedRun[]): Markup[] {
  const number = (count: number) => count.toLocaleString("en");
  return [
    slicesTable(
      runs,
      "rocAuc",
      ({ pairs, negatives }) =>
        `${number(pairs)} held-out pairs, ${number(negatives)} negatives`,
    ),
    slicesTable(
      runs,
      `ndcgAt${headlineK(runs[0]!)}`,
      ({ queryItems }) => `${number(queryItems)} query items`,
    ),
  ];
}

function slicesTable(
  runs: readonly ReportedRun[],
  name: string,
  sizeOf: SliceSize,
): Markup {
  const scorers = [...runScorers(runs), ...bestBaselines(runs)];
  const { counts, slices } = runs[0]!.report;
  const caption = `${metricTitle(name)} by slice`;
  const metric = { name, decimals: 4 };
  const rows = shownSlices(scorers[0]!).map((slice) => ({
    ...slice,
    cells: scorers.map((scorer) => sliceValue(scorer, slice.name, name)),
  })).filter(({ cells }) => cells.some(({ value }) => value !== null));
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">slice</th>${scorers.map(scorerHead)}</tr></thead>
<tbody>
${
    rows.map(({ name: slice, title, cells }) => {
      const best = bestOf(metric, cells.map(({ value }) => value));
      return markup`<tr><th scope="row">${title}<small>${
        sizeOf(slice === null ? counts : slices[slice]!)
      }</small></th>${
        cells.map(({ value, interval }) =>
          metricCell(metric, value, interval, best)
        )
      }</tr>
`;
    })
  }</tbody></table></div>
`;
}
