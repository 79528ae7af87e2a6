import { metricTitle } from "../metric_texts.ts";
import {
  bestBaselines,
  type ReportedRun,
  runScorers,
} from "../reported_run.ts";
import { shownSlices, sliceValue } from "../slice_titles.ts";
import { PALETTE, SHAPES, taken } from "./palette.ts";
import { type Plot, plotSpec, quantity, rounded } from "./plot.ts";

/**
 * Returns a metric of the runs and the best baselines over each slice, with its
 * interval.
 *
 * @param metric Its name in a report.
 */
export function slicesPlot(
  runs: readonly ReportedRun[],
  metric: string,
): Plot | null {
  const scorers = [...runScorers(runs), ...bestBaselines(runs)];
  const slices = shownSlices(scorers[0]!);
  const rows = slices.flatMap(({ name, title }) =>
    scorers.flatMap((scorer) => {
      const { value, interval } = sliceValue(scorer, name, metric);
      if (value === null) return [];
      const [low, high] = interval ?? [value, value];
      return [{
        line: scorer.title,
        slice: title,
        value: rounded(value),
        low: rounded(low),
        high: rounded(high),
      }];
    })
  );
  if (rows.length === 0) return null;
  const lines = scorers.map(({ title }) => title);
  const title = metricTitle(metric);
  const channel = (range: readonly unknown[]) => ({
    field: "line",
    type: "nominal",
    scale: { domain: lines, range: taken(range, lines.length) },
    legend: { columns: 1, symbolType: "circle", symbolSize: 80 },
  });
  const encoding = {
    y: {
      field: "slice",
      type: "nominal",
      title: null,
      sort: slices.map((slice) => slice.title),
      axis: { labelLimit: 170, grid: true, tickBand: "extent", ticks: false },
    },
    yOffset: { field: "line", type: "nominal", sort: lines },
    color: channel(PALETTE.map(({ light }) => light)),
  };
  const x = quantity("value", `${title} (share)`, { scale: { zero: false } });
  return {
    file: `slices_${fileName(metric)}`,
    title: `${title} by slice`,
    caption:
      "Point: the metric over a part of the pairs or query items. Line: its 95 % interval, where one was taken. What the slices are is said above.",
    spec: plotSpec({
      width: 230,
      height: { step: Math.max(7, 26 / lines.length), for: "offset" },
      data: { values: rows },
      layer: [{
        mark: { type: "rule", strokeWidth: 2 },
        encoding: {
          ...encoding,
          x: { ...x, field: "low" },
          x2: { field: "high" },
        },
      }, {
        mark: { type: "point", filled: true, size: 55, opacity: 1 },
        encoding: { ...encoding, x, shape: channel(SHAPES) },
      }],
    }),
  };
}

/** `ndcgAt10` as the names of files are spelled: `ndcg_at_10`. */
function fileName(metric: string): string {
  return metric.replaceAll(/([A-Z]|\d+)/g, "_$1").toLowerCase();
}
