import type { TopLevelSpec } from "vega-lite";

/** A plot: what it is called, what it shows, and its Vega-Lite spec. */
export interface Plot {
  /** Stem of its files' names. */
  file: string;
  /** Heading. */
  title: string;
  /** What it shows, in a sentence or two: also its text alternative. */
  caption: string;
  /** The whole spec with its data in it. */
  spec: TopLevelSpec;
}

/** Width and height of a panel that stands alone, in CSS pixels. */
export const PANEL = { width: 340, height: 270 };

/** Text takes the colour of the page, so that one SVG suits light and dark. */
const CONFIG = {
  aria: false,
  font: "system-ui, sans-serif",
  view: { stroke: null },
  axis: {
    domainColor: "currentColor",
    tickColor: "currentColor",
    gridColor: "currentColor",
    gridOpacity: 0.15,
    labelColor: "currentColor",
    titleColor: "currentColor",
    labelFontSize: 12,
    titleFontSize: 13,
    titleFontWeight: "normal",
    titlePadding: 8,
  },
  title: {
    color: "currentColor",
    fontSize: 13,
    fontWeight: 600,
    anchor: "start",
  },
  legend: {
    labelColor: "currentColor",
    labelFontSize: 13,
    labelLimit: 320,
    orient: "top",
    direction: "vertical",
    symbolSize: 400,
    symbolStrokeWidth: 2.5,
    symbolOpacity: 1,
    titleColor: "currentColor",
    title: null,
  },
} as const;

/**
 * Returns a whole spec of some content: a layer, or panels below each other.
 *
 * @param content Vega-Lite without the frame; not checked here, drawing it does.
 */
export function plotSpec(content: object): TopLevelSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    config: CONFIG,
    ...content,
  } as unknown as TopLevelSpec;
}

/**
 * Returns panels below each other, on one x axis that only the last one names.
 *
 * @param panels Layers whose x axis is that of all.
 */
export function stacked(panels: readonly object[]): object {
  return {
    vconcat: panels,
    spacing: 18,
    resolve: { scale: { x: "shared" } },
  };
}

/** A quantitative channel, from a share's 0 to 1 where its scale is `UNIT`. */
export function quantity(
  field: string,
  title: string | null,
  { scale = {}, axis = {} }: { scale?: object; axis?: object } = {},
): object {
  return { field, type: "quantitative", title, scale, axis };
}

/** The scale of a share. */
export const UNIT = { domain: [0, 1], nice: false };

/** Five digits: more than a plot shows, and half the size. */
export function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
