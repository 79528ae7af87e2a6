import type { DrawnPlot } from "../plots/report_plots.ts";
import { Markup, markup } from "./markup.ts";

/** Returns plots beside each other, as many as there is room for. */
export function figures(plots: readonly DrawnPlot[]): Markup {
  return markup`<div class="grid">${plots.map(figure)}</div>`;
}

/** Returns a plot with its heading and what it shows. */
export function figure({ title, caption, svg }: DrawnPlot): Markup {
  return markup`<figure><h3>${title}</h3>
<div class="plot" role="img" aria-label="${title}: ${caption}">${new Markup(
    svg,
  )}</div>
<figcaption>${caption}</figcaption></figure>
`;
}
