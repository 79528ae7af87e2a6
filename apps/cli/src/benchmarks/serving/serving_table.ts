import { formatCount, formatTable } from "../../terminal/format.ts";
import type { BenchServeReport } from "./bench_serve.ts";
import type { ServedApp } from "./serving_message.ts";

const APP_NAMES: Readonly<Record<ServedApp, string>> = {
  bare: "a bare route of Hono, as long an answer",
  kept: "an item's neighbours, answers kept",
  found: "an item's neighbours, found anew each time",
};

/** Returns what was measured as lines, with what the columns mean. */
export function servingTable(report: BenchServeReport): string[] {
  const { model, firstAnswerMs, routes, engines, pinned } = report;
  return [
    `${formatCount(model.items)} items of ${model.dimensions} dimensions; ` +
    `first answer ${firstAnswerMs.toFixed(0)} ms after opening`,
    "",
    ...routes.length === 0
      ? ["over HTTP: not measured, as wrk is not installed"]
      : formatTable([
        ["over HTTP", "requests/s", "× bare", "p50 ms", "p99 ms", "failed"],
        ...routes.map((route) => [
          APP_NAMES[route.app],
          formatCount(route.requestsPerSecond),
          route.timesBare.toFixed(2),
          route.p50.toFixed(2),
          route.p99.toFixed(2),
          String(route.failed),
        ]),
      ]),
    "",
    ...formatTable([
      ["within the process", "asked", "p50 ms", "p99 ms", "recall@10"],
      ...engines.map(({ engine, asked, p50, p99, recallAt10 }) => [
        engine,
        asked === "items" ? "an item" : "a basket of 5",
        p50.toFixed(2),
        p99.toFixed(2),
        recallAt10 === null ? "" : recallAt10.toFixed(3),
      ]),
    ]),
    "",
    ...pinned
      ? []
      : ["Server and load shared the cores: there is no taskset, or one core."],
    ...EXPLANATION,
  ];
}

const EXPLANATION = [
  "Medians of measurements in turns, ten neighbours each; items are asked for in",
  "proportion to their pairs, a basket is one and four of its thirty neighbours.",
  "recall@10 is against ONNX Runtime, which is exact.",
];
