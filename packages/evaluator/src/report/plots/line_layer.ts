import { DASHES, PALETTE, taken } from "./palette.ts";

/** What a line layer draws. */
export interface Lines {
  /**
   * The points of all lines, in the order of each line; `line` names the one that
   * a point is of.
   */
  rows: readonly Record<string, string | number>[];
  /** Names of the lines, in the order of the legend. */
  lines: readonly string[];
  /** Channel of x, see `quantity`. */
  x: object;
  /** Channel of y. */
  y: object;
  /** Overrides of the mark. */
  mark?: object;
  /** Whether names are shown. Default: where there are several lines. */
  named?: boolean;
  /** Whether lines differ in their dashes too. Default true. */
  dashed?: boolean;
}

/** The colour and dash channels by which lines are told apart. */
function lineStyle(
  { lines, named = lines.length > 1, dashed = true }: Lines,
): object {
  const legend = named ? { columns: 1, symbolType: "stroke" } : null;
  const channel = (range: readonly unknown[]) => ({
    field: "line",
    type: "nominal",
    scale: { domain: lines, range: taken(range, lines.length) },
    legend,
  });
  return {
    color: channel(PALETTE.map(({ light }) => light)),
    ...dashed ? { strokeDash: channel(DASHES) } : {},
  };
}

/** Returns the layer of some lines. */
export function lineLayer(layer: Lines): object {
  const { rows, x, y, mark } = layer;
  return {
    // Points are in order already; without their places they are sorted by x, and
    // the precision of equal recalls would zigzag.
    data: { values: rows.map((row, place) => ({ ...row, place })) },
    mark: { type: "line", strokeWidth: 2, interpolate: "linear", ...mark },
    encoding: {
      x,
      y,
      order: { field: "place", type: "quantitative" },
      ...lineStyle(layer),
    },
  };
}

/** Returns the layer of the line from (0, 0) to (1, 1), of chance or of the ideal. */
export function diagonalLayer(): object {
  const ends = [{ from: 0, to: 0 }, { from: 1, to: 1 }];
  return {
    data: { values: ends },
    mark: {
      type: "line",
      color: "currentColor",
      opacity: 0.5,
      strokeWidth: 1,
    },
    encoding: {
      x: { field: "from", type: "quantitative" },
      y: { field: "to", type: "quantitative" },
    },
  };
}
