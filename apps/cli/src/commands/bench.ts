/** `kindred bench`: measures how fast this machine trains. @module */
import { KindredError, nearestSpellings } from "@kindred/core";
import { openArtifact, readSplit } from "@kindred/core/artifact";
import { TRAIN_RANGES } from "@kindred/trainer";
import { availableParallelism, cpus } from "node:os";
import process from "node:process";
import type { FlagValues } from "../arguments/flag.ts";
import { UsageError } from "../arguments/usage_error.ts";
import { benchTrain } from "../benchmarks/bench_train.ts";
import { type Graph, randomGraph } from "../benchmarks/random_graph.ts";
import { trainingTable } from "../benchmarks/training_table.ts";
import { defineCommand } from "../define_command.ts";
import { SEED_FLAG } from "./stage_flags.ts";

/** What can be measured. */
const BENCHMARKS: Readonly<Record<string, string>> = {
  train: "pairs/s of training by engine and number of threads",
};

/** The generated graph, where no other size is asked for. */
const DEFAULT_SIZE = { items: 100_000, pairs: 400_000 };

/** Bytes that 32-bit WebAssembly can hold. */
const MOST_BYTES = 2 ** 32;

const FLAGS = {
  threads: {
    kind: "text",
    value: "N,…",
    pattern: {
      matches: /^([1-9]\d?)(,[1-9]\d?)*$/,
      words: "numbers of threads in [1, 99] such as 1,2,4",
    },
    help: "numbers of threads to measure with; default 1 and one a processor",
  },
  items: {
    kind: "number",
    min: 1000,
    max: 2 ** 24,
    whole: true,
    help:
      `items of the generated graph; without SPLIT, default ${DEFAULT_SIZE.items}`,
  },
  pairs: {
    kind: "number",
    min: 1000,
    max: 2 ** 28,
    whole: true,
    help:
      `pairs of the generated graph; without SPLIT, default ${DEFAULT_SIZE.pairs}`,
  },
  dimensions: {
    kind: "number",
    ...TRAIN_RANGES.dimensions,
    default: 128,
    help: "numbers in a vector",
  },
  repeats: {
    kind: "number",
    min: 3,
    max: 99,
    whole: true,
    default: 3,
    help: "measurements of each, of which the median counts",
  },
  ...SEED_FLAG,
} as const;

export default defineCommand({
  summary: "measure how fast this machine trains",
  operands: { name: "WHAT [SPLIT]", min: 0, max: 2 },
  flags: FLAGS,
  examples: [
    "bench",
    "bench train",
    "bench train --items 420000 --pairs 4000000 --threads 1,2",
    "bench train electronics/split",
  ],
  async run([what, split], flags, context) {
    if (what === undefined) {
      for (const [name, summary] of Object.entries(BENCHMARKS)) {
        context.print(`kindred bench ${name}  ${summary}`);
      }
      return BENCHMARKS;
    }
    checkBenchmark(what);
    const { dimensions, repeats, seed } = flags;
    const threads = readThreads(flags.threads);
    const graph = await readGraph(split, flags);
    checkRoom(graph, dimensions);
    const report = await benchTrain(graph, {
      threads,
      dimensions,
      seed,
      repeats,
      signal: context.signal,
      onMeasurement: (note, done, total) =>
        context.onProgress({
          task: "measure",
          done,
          total,
          unit: "measurements",
          note,
        }),
    });
    for (const line of trainingTable(report)) context.print(line);
    return { machine: machine(), split: split ?? null, repeats, ...report };
  },
});

function checkBenchmark(what: string): void {
  const names = Object.keys(BENCHMARKS);
  if (names.includes(what)) return;
  const nearest = nearestSpellings(what, names);
  throw new UsageError(
    `Cannot bench "${what}": it must be one of ${
      names.join(", ")
    }, got another word` +
      (nearest.length > 0 ? `; nearest ${nearest[0]}` : ""),
  );
}

/** Reads `1,2,4`, which the flag's pattern has checked: ascending, each once. */
function readThreads(text: string | undefined): number[] {
  const counts = text?.split(",").map(Number) ?? [1, availableParallelism()];
  return [...new Set(counts)].sort((a, b) => a - b);
}

/** Returns the training pairs of a split, or a graph of the size asked for. */
async function readGraph(
  split: string | undefined,
  { items, pairs, seed }: FlagValues<typeof FLAGS>,
): Promise<Graph> {
  if (split === undefined) {
    return randomGraph(
      items ?? DEFAULT_SIZE.items,
      pairs ?? DEFAULT_SIZE.pairs,
      seed,
    );
  }
  if (items !== undefined || pairs !== undefined) {
    throw new UsageError(
      `Cannot bench on "${split}": --items and --pairs must be absent where a split is given, got one of them`,
    );
  }
  return await readSplit(await openArtifact(split, "split"));
}

/** Refuses what would fail only after minutes: ALS has two tables and the pairs. */
function checkRoom({ itemCount, train }: Graph, dimensions: number): void {
  const bytes = 2 * itemCount * 4 * dimensions + 16 * train.left.length;
  if (bytes < 0.95 * MOST_BYTES) return;
  throw new KindredError(
    `Cannot bench: two tables and the pairs must fit into the 4 GiB of WebAssembly, got ${
      (bytes / 2 ** 30).toFixed(1)
    } GiB; take fewer items or dimensions`,
  );
}

/** Returns what the figures are of. */
function machine(): Record<string, string | number> {
  const { deno, node } = process.versions as { deno?: string; node: string };
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    processors: availableParallelism(),
    runtime: deno === undefined ? `Node ${node}` : `Deno ${deno}`,
  };
}
