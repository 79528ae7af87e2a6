// deno-lint-ignore-file no-console -- a benchmark prints what it measured
// How honest the intervals are: of many draws from a population whose true value
// is known, in how many the 95 % interval holds it, and how wide it is beside one
// that is right (3.92 standard deviations of the draws' metrics).
// version "items alone": the percentiles of the product weights
// version "bootstrap": drawn together, as bootstrap() does
// Run: deno run -A packages/evaluator/src/intervals/coverage_bench.ts [--draws 400]
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { type ResampledMetric, resampleMetrics } from "./_resample_metrics.ts";
import { spreadOf } from "./_spread.ts";
import { drawJudged, type Population, truthOf } from "./_testing.ts";

const RESAMPLES = 400;

const POPULATIONS: Record<string, Population> = {
  "pairs apart": { items: 400, pairs: 600, itemSpread: 0, skew: 0, gain: 1.5 },
  "alike by item": {
    items: 400,
    pairs: 600,
    itemSpread: 0.3,
    skew: 0.6,
    gain: 1.5,
  },
  "very alike": { items: 400, pairs: 600, itemSpread: 1, skew: 0.6, gain: 2.5 },
  "many pairs": {
    items: 200,
    pairs: 2000,
    itemSpread: 0.5,
    skew: 0.6,
    gain: 2,
  },
};

/** Some have a known true value; that of the others is the mean of all draws. */
const METRICS = [
  "rocAuc",
  "averagePrecision",
  "logLoss",
  "bestF1",
  "calibrationError",
  "cliff",
  "own",
  "shared",
] as const;

interface Tally {
  held: number;
  width: number;
}

async function study(population: Population, draws: number) {
  const found: Record<string, ResampledMetric>[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const judged = drawJudged(population, createRandom(1, draw));
    found.push(
      await resampleMetrics(judged, RESAMPLES, {
        itemCount: population.items,
        seed: draw,
      }),
    );
  }
  const truth: Record<string, number> = truthOf(population);
  return METRICS.map((metric) => {
    const values = found.map((metrics) => metrics[metric]!.value);
    const mean = values.reduce((sum, value) => sum + value, 0) / draws;
    const deviation = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws,
    );
    const known = truth[metric];
    // Five standard errors: the population is what it is said to be.
    if (known !== undefined) {
      assert.ok(Math.abs(mean - known) < 5 * deviation / Math.sqrt(draws));
    }
    const tally = (alone: boolean): Tally => {
      const intervals = found.map((metrics) => {
        const { byPairs, ...rest } = metrics[metric]!;
        return spreadOf({ ...rest, byPairs: alone ? null : byPairs })!.interval;
      });
      const held = intervals.filter(([low, high]) =>
        low <= (known ?? mean) && (known ?? mean) <= high
      );
      const widths = intervals.reduce(
        (sum, [low, high]) => sum + high - low,
        0,
      );
      return {
        held: held.length / draws,
        width: widths / draws / (3.92 * deviation),
      };
    };
    return { metric, alone: tally(true), drawn: tally(false) };
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { draws: { type: "string", default: "400" } },
  });
  const draws = Number(values.draws);
  const percent = (share: number) => (100 * share).toFixed(1).padStart(5);
  console.log(`${draws} draws, ${RESAMPLES} resamples each\n`);
  console.log(
    "| population    | metric           | items alone: held %, width | bootstrap: held %, width |",
  );
  console.log("| --- | --- | --- | --- |");
  for (const [name, population] of Object.entries(POPULATIONS)) {
    for (const { metric, alone, drawn } of await study(population, draws)) {
      const cells = [alone, drawn].map(({ held, width }) =>
        `${percent(held)}, ${width.toFixed(2)}`
      );
      console.log(
        `| ${name.padEnd(13)} | ${metric.padEnd(16)} | ${cells.join(" | ")} |`,
      );
    }
  }
}

// Not where `deno bench` loads it with others.
if (import.meta.main) await main();
