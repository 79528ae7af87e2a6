import {
  type ReportedRun,
  type ReportedScorer,
  runScorers,
} from "../reported_run.ts";
import { DASHES, PALETTE } from "./palette.ts";
import {
  PANEL,
  type Plot,
  plotSpec,
  quantity,
  rounded,
  stacked,
} from "./plot.ts";

const CLASSES = ["held-out pairs", "negatives"];

/** Returns how the runs' scores of held-out pairs and negatives lie. */
export function histogramPlot(runs: readonly ReportedRun[]): Plot {
  const scorers = runScorers(runs);
  return {
    file: "histogram",
    title: "Scores of held-out pairs and negatives",
    caption:
      "How many pairs of each kind have which score. The less the two overlap, the better they are told apart. Logit 0 is probability one half.",
    spec: plotSpec(stacked(scorers.map((scorer, i) => ({
      ...scorers.length > 1 ? { title: scorer.title } : {},
      width: PANEL.width,
      height: scorers.length > 1 ? 130 : PANEL.height,
      layer: histogramLayers(scorer, i === scorers.length - 1),
    })))),
  };
}

function histogramLayers(scorer: ReportedScorer, isLast: boolean): object[] {
  const { edges, positives, negatives } = scorer.curves.histogram;
  // A step holds from its edge to the next; the last one ends at an edge too.
  const rows = [positives, negatives].flatMap((counts, kind) =>
    edges.map((edge, i) => ({
      line: CLASSES[kind]!,
      score: rounded(edge),
      pairs: counts[i] ?? counts.at(-1)!,
    }))
  );
  const channel = (range: readonly unknown[]) => ({
    field: "line",
    type: "nominal",
    scale: { domain: CLASSES, range: range.slice(0, 2) },
    legend: { columns: 2, symbolType: "stroke" },
  });
  const encoding = {
    x: quantity("score", isLast ? "score (logit, nats)" : null, {
      scale: { zero: false, nice: false },
      axis: isLast ? {} : { labels: false, ticks: false },
    }),
    y: quantity("pairs", "pairs", { axis: { format: "~s", tickCount: 5 } }),
    color: channel(PALETTE.map(({ light }) => light)),
  };
  return [{
    data: { values: rows },
    mark: { type: "area", interpolate: "step-after", fillOpacity: 0.25 },
    encoding: {
      ...encoding,
      y: { ...encoding.y, stack: null },
    },
  }, {
    data: { values: rows },
    mark: { type: "line", interpolate: "step-after", strokeWidth: 1.75 },
    encoding: { ...encoding, strokeDash: channel(DASHES) },
  }];
}
