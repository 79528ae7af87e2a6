/** `kindred bench train`: how fast this machine trains. @module */
import { KindredError } from "@kindred/core";
import { openArtifact, readSplit } from "@kindred/core/artifact";
import { TRAIN_RANGES } from "@kindred/trainer";
import { availableParallelism } from "node:os";
import type { FlagValues } from "../../arguments/flag.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import {
  benchTrain,
  type BenchTrainReport,
} from "../../benchmarks/bench_train.ts";
import { type Graph, randomGraph } from "../../benchmarks/random_graph.ts";
import { trainingTable } from "../../benchmarks/training_table.ts";
import { defineBenchmark } from "./benchmark.ts";

/** The generated graph, where no other size is asked for. */
const DEFAULT_SIZE = { items: 100_000, pairs: 400_000, dimensions: 128 };

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
    help: `numbers in a vector; default ${DEFAULT_SIZE.dimensions}`,
  },
} as const;

export default defineBenchmark({
  summary: "pairs/s of training by engine and number of threads",
  operand: { name: "SPLIT", required: false },
  flags: FLAGS,
  examples: [
    "bench train",
    "bench train --items 420000 --pairs 4000000 --threads 1,2",
    "bench train electronics/split",
  ],
  async run(split, flags, { repeats, seed }, context) {
    const { dimensions = DEFAULT_SIZE.dimensions } = flags;
    const threads = readThreads(flags.threads);
    const graph = await readGraph(split, flags, seed);
    checkRoom(graph, dimensions);
    const report: BenchTrainReport = await benchTrain(graph, {
      threads,
      dimensions,
      seed,
      repeats,
      signal: context.signal,
      onMeasurement: context.onMeasurement,
    });
    for (const line of trainingTable(report)) context.print(line);
    return { split: split ?? null, ...report };
  },
});

/** Reads `1,2,4`, which the flag's pattern has checked: ascending, each once. */
function readThreads(text: string | undefined): number[] {
  const counts = text?.split(",").map(Number) ?? [1, availableParallelism()];
  return [...new Set(counts)].sort((a, b) => a - b);
}

/** Returns the training pairs of a split, or a graph of the size asked for. */
async function readGraph(
  split: string | undefined,
  { items, pairs }: FlagValues<typeof FLAGS>,
  seed: number,
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
