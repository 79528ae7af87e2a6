import type { ItemMap, MapPoint } from "../map/item_map.ts";
import { OTHER, PALETTE, SHAPES } from "./palette.ts";
import { type Plot, plotSpec, rounded } from "./plot.ts";

/** Returns the map of a run's items, titled with the run where there are several. */
export function mapPlot(map: ItemMap, index: number, maps: number): Plot {
  const { run, points, groups, trained, seed } = map;
  const names = groups.names;
  const other = groups.by === null ? "item" : `other or no ${groups.by}`;
  const lines = [...names, other];
  // Those of no colour first, so that they cover nothing.
  const rows = points.toSorted((a, b) =>
    Number(a.group !== null) - Number(b.group !== null)
  ).map((point) => ({
    x: rounded(point.x),
    y: rounded(point.y),
    group: point.group ?? other,
    item: describe(point),
  }));
  const channel = (range: readonly string[], last: string) => ({
    field: "group",
    type: "nominal",
    scale: {
      domain: lines,
      range: [...range.slice(0, names.length), last],
    },
    legend: groups.by === null
      ? null
      : { columns: 2, orient: "bottom", symbolType: "circle", symbolSize: 70 },
  });
  const plane = (field: string) => ({
    field,
    type: "quantitative",
    axis: null,
    scale: { zero: false, nice: false, padding: 8 },
  });
  const count = (value: number) => value.toLocaleString("en");
  const colours = groups.by === null
    ? "What the items are is not known, so none is coloured."
    : `Coloured by ${groups.by}: the ${names.length} largest.`;
  return {
    file: maps === 1 ? "map" : `map_${index + 1}`,
    title: maps === 1 ? "Map of the items" : `Map of the items: ${run}`,
    caption: `${
      points.length === trained
        ? `All ${count(trained)} trained items`
        : `${count(points.length)} of ${
          count(trained)
        } trained items, drawn at random`
    }, so that those with similar vectors lie together. ${colours} Hold the pointer over a point to see which item it is. Distances between islands and axes mean nothing. UMAP over cosines, 15 neighbours, begun from the principal components, seed ${seed}.`,
    spec: plotSpec({
      width: 420,
      height: 400,
      data: { values: rows },
      mark: {
        type: "point",
        filled: true,
        size: 20,
        opacity: 0.85,
        aria: true,
      },
      encoding: {
        x: plane("x"),
        y: plane("y"),
        color: channel(PALETTE.map(({ light }) => light), OTHER.light),
        shape: channel(SHAPES, "circle"),
        description: { field: "item" },
        tooltip: { field: "item" },
      },
    }),
  };
}

function describe({ name, note, group }: MapPoint): string {
  return [name, note, group ?? ""].filter((part) => part !== "").join(" · ");
}
