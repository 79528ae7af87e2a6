import { Buffer } from "node:buffer";
import type { Effect } from "./effects/effect.ts";
import type { PagePlot } from "./page_plots.ts";
import type { Reproduction } from "./reproduction.ts";
import { resultsTable, tableNotes } from "./results_table.ts";

/** What each answer to whether an effect shows is called. */
const ANSWERS = {
  true: "it shows",
  false: "it does not show",
  null: "cannot be told",
};

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 64rem; margin: 0 auto; padding: 1rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .25rem .5rem; border-bottom: 1px solid #8886 }
td, thead th { text-align: right; vertical-align: bottom }
th:first-child { text-align: left }
img { display: block; max-width: 100%; height: auto }
dt { font-weight: 600; margin-top: 1rem }
`;

/**
 * Returns a reproduction as a page to read: one file, offline, without scripts.
 *
 * @param reproduction What to show.
 * @param plots Its plots, in their order.
 */
export function reproductionPage(
  reproduction: Reproduction,
  plots: readonly PagePlot[],
): string {
  const [heading, ...rows] = resultsTable(reproduction);
  const cells = (tag: string, texts: readonly string[]): string =>
    texts.map((text) => `<${tag}>${escape(text)}</${tag}>`).join("");
  const { restarts, cliff, biases, unseen } = reproduction.effects;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>The method's experiments</title>
<style>${STYLE}</style>
<h1>The method's experiments</h1>
<h2>What they came to</h2>
<div class="scroll" tabindex="0"><table>
<thead><tr>${cells("th", heading!)}</tr></thead>
<tbody>
${
    rows.map(([name, ...numbers]) =>
      `<tr><th scope="row">${escape(name!)}</th>${cells("td", numbers)}</tr>`
    ).join("\n")
  }
</tbody>
</table></div>
${tableNotes(reproduction).map((note) => `<p>${escape(note)}</p>`).join("\n")}
<p>All metrics, with intervals and tests of the differences: <a href="../comparison/report.html">the comparison</a>.</p>
<h2>The method's own effects</h2>
<dl>
${[restarts, cliff, biases, unseen].map(effectHtml).join("\n")}
</dl>
${plots.map(plotHtml).join("\n")}
</html>
`;
}

/** A picture of its own: plots within one page would share their names. */
function plotHtml({ title, svg }: PagePlot): string {
  const data = Buffer.from(svg).toString("base64");
  const text = escape(title);
  return `<h2>${text}</h2>
<img alt="${text}" src="data:image/svg+xml;base64,${data}">`;
}

function effectHtml({ title, shows, verdict }: Effect<unknown>): string {
  return `<dt>${escape(title)}: ${ANSWERS[`${shows}`]}</dt>\n<dd>${
    escape(verdict)
  }</dd>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
};

function escape(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character]!);
}
