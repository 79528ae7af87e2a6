import type { Interval } from "../../evaluation_report.ts";
import { metricDirection } from "../../intervals/metric_direction.ts";
import { type MetricText, printMetric } from "../metric_texts.ts";
import type { ReportedScorer } from "../reported_run.ts";
import { sliceValue } from "../slice_titles.ts";
import { type Markup, markup } from "./markup.ts";

/** A row of a table of metrics: a metric, over all pairs or over a slice. */
export interface MetricRow extends MetricText {
  /** The slice that it is over; absent for all. */
  slice?: string;
}

/**
 * Returns a table with a row for each metric and a column for each scorer.
 *
 * @param marked Whether the best of each row is marked, where one value is better
 * than another.
 */
export function metricTable(
  caption: string,
  rows: readonly MetricRow[],
  scorers: readonly ReportedScorer[],
  marked = true,
): Markup {
  const shown = rows.map((row) => ({
    row,
    cells: scorers.map((scorer) =>
      sliceValue(scorer, row.slice ?? null, row.name)
    ),
  })).filter(({ cells }) => cells.some(({ value }) => value !== null));
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">metric</th>${scorers.map(scorerHead)}</tr></thead>
<tbody>
${
    shown.map(({ row, cells }) => {
      const values = cells.map(({ value }) => value);
      const best = marked ? bestOf(row, values) : null;
      return markup`<tr><th scope="row">${row.title}${
        row.meaning === "" ? "" : markup`<small>${row.meaning}</small>`
      }</th>${
        cells.map(({ value, interval }) =>
          metricCell(row, value, interval, best)
        )
      }</tr>
`;
    })
  }</tbody></table></div>`;
}

/** The head of a scorer's column. */
export function scorerHead({ title, baseline }: ReportedScorer): Markup {
  return baseline === null
    ? markup`<th scope="col" class="number"><strong>${title}</strong></th>`
    : markup`<th scope="col" class="number">${title}</th>`;
}

/** A cell with a value, small below it its interval, and a star if it is the best. */
export function metricCell(
  metric: Pick<MetricText, "decimals">,
  value: number | null,
  interval: Interval | null,
  best: string | null,
): Markup {
  const text = printMetric(value, metric);
  const small = interval === null
    ? ""
    : markup`<small>[${
      interval.map((end) => printMetric(end, metric)).join(", ")
    }]</small>`;
  return text === best
    ? markup`<td class="number best">★ ${text}${small}</td>`
    : markup`<td class="number">${text}${small}</td>`;
}

/**
 * Returns the best of some values as it is printed, so that what looks equal is
 * marked alike; null where none is better or there is but one.
 */
export function bestOf(
  metric: Pick<MetricText, "name" | "decimals">,
  values: readonly (number | null)[],
): string | null {
  const known = values.filter((value) => value !== null);
  const direction = metricDirection(metric.name);
  if (known.length < 2 || direction === null || direction === "neutral") {
    return null;
  }
  const best = direction === "higher" ? Math.max(...known) : Math.min(...known);
  return printMetric(best, metric);
}
