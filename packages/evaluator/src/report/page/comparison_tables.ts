import type {
  Comparison,
  MetricComparison,
  ScorerComparison,
  Verdict,
} from "../../intervals/compare_scorers.ts";
import { metricTitle } from "../metric_texts.ts";
import { type Markup, markup } from "./markup.ts";

/** Marks that say a verdict without colour. */
const MARKS: Readonly<Record<Verdict, string>> = {
  "better": "▲ ",
  "worse": "▼ ",
  "differs": "◆ ",
  "no difference shown": "",
};

/** Returns which differences of runs are real: a table for each two. */
export function comparisonTables(
  { comparisons, resamples }: Comparison,
): Markup {
  const count = comparisons.reduce(
    (sum, { metrics }) => sum + metrics.length,
    0,
  );
  return markup`<p class="muted"><small>In brackets: 95 % interval of the difference, from ${resamples} resamples of the items, the same ones for all runs. p: how likely chance alone makes so large a difference, corrected for all ${count} differences of this page (Holm). A verdict is given where p is below 0.05. It is of these models: trained again with another seed, small differences may turn around.</small></p>
${comparisons.map(comparisonTable)}`;
}

function comparisonTable({ first, other, metrics }: ScorerComparison): Markup {
  const caption = `${other} beside ${first}`;
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">metric</th><th scope="col" class="number">${first}</th><th scope="col" class="number">${other}</th><th scope="col" class="number">difference</th><th scope="col" class="number">p</th><th scope="col">verdict on ${other}</th></tr></thead>
<tbody>
${metrics.map(metricRow)}</tbody></table></div>
`;
}

function metricRow(compared: MetricComparison): Markup {
  const { metric, first, other, difference, interval, verdict } = compared;
  return markup`<tr><th scope="row">${
    metricTitle(metric)
  }</th><td class="number">${first.toFixed(4)}</td><td class="number">${
    other.toFixed(4)
  }</td><td class="number">${signed(difference)}<small>[${
    interval.map(signed).join(", ")
  }]</small></td><td class="number">${
    probability(compared.adjustedP)
  }</td><td class="${MARKS[verdict] === "" ? "muted" : "verdict"}">${
    MARKS[verdict]
  }${verdict}</td></tr>
`;
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(4);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}

function probability(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
