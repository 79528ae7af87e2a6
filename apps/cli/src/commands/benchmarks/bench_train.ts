/** `kindred bench train`: how fast this machine trains. @module */
import { KindredError } from "@kindred/core";
import { openArtifact, readSplit } from "@kindred/core/artifact";
import { DEVICE_CHOICES, TRAIN_RANGES } from "@kindred/trainer";
import { availableParallelism } from "node:os";
import { flagSpelling, type FlagValues } from "../../arguments/flag.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import {
  benchTrain,
  type BenchTrainReport,
} from "../../benchmarks/bench_train.ts";
import {
  BATCHES,
  MEASURED_ENGINES,
  type MeasuredEngineName,
} from "../../benchmarks/measured_engines.ts";
import { type Graph, randomGraph } from "../../benchmarks/random_graph.ts";
import { estimateTable } from "../../benchmarks/roofline/estimate_table.ts";
import {
  CATALOGUE_SHAPES,
  estimateTraining,
} from "../../benchmarks/roofline/estimate_training.ts";
import { trainingTable } from "../../benchmarks/training_table.ts";
import { defineBenchmark } from "./benchmark.ts";

/** The generated graph, where no other size is asked for. */
const DEFAULT_SIZE = { items: 100_000, pairs: 400_000, dimensions: 128 };

/** Batches of the estimate, where no others are asked for. */
const ESTIMATED_BATCHES = [8192, 65_536];

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
  engine: {
    kind: "text",
    value: "NAME,…",
    pattern: {
      matches: /^(simd|tensorflow|reference)(,(simd|tensorflow|reference))*$/,
      words: `some of ${MEASURED_ENGINES.join(",")}`,
    },
    help: "engines to measure beside the reference; default simd",
  },
  device: {
    kind: "choice",
    choices: DEVICE_CHOICES,
    help: "where TensorFlow computes; default auto",
  },
  batchPairs: {
    kind: "text",
    value: "N,…",
    pattern: {
      matches: /^([1-9]\d{1,6})(,[1-9]\d{1,6})*$/,
      words: "numbers of pairs such as 1024,8192",
    },
    help: `pairs that TensorFlow computes at once; default ${
      BATCHES.join(",")
    }`,
  },
  estimate: {
    kind: "switch",
    help: "run nothing, and reckon what an H100 could do",
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
    "bench train --engine tensorflow --device cuda --batch-pairs 8192,65536",
    "bench train --estimate",
  ],
  async run(split, flags, { repeats, seed }, context) {
    const { dimensions = DEFAULT_SIZE.dimensions, device } = flags;
    const batchPairs = readNumbers(flags.batchPairs);
    if (flags.estimate) {
      refuseBesideEstimate(split, flags);
      const estimates = estimateTraining(shapesOf(flags), {
        dimensions,
        batchPairs: batchPairs ?? ESTIMATED_BATCHES,
      });
      for (const line of estimateTable(estimates, dimensions)) {
        context.print(line);
      }
      return { dimensions, estimates };
    }
    const engines = readEngines(flags);
    const threads = readNumbers(flags.threads) ?? [
      ...new Set([1, availableParallelism()]),
    ];
    const graph = await readGraph(split, flags, seed);
    checkRoom(graph, dimensions);
    const report: BenchTrainReport = await benchTrain(graph, {
      threads,
      engines,
      ...device === undefined ? {} : { device },
      ...batchPairs === undefined ? {} : { batchPairs },
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
function readNumbers(text: string | undefined): number[] | undefined {
  if (text === undefined) return undefined;
  return [...new Set(text.split(",").map(Number))].sort((a, b) => a - b);
}

/** Reads which engines are asked for, and refuses what is for one that is not. */
function readEngines(flags: FlagValues<typeof FLAGS>): MeasuredEngineName[] {
  const names = (flags.engine ?? "simd").split(",") as MeasuredEngineName[];
  if (!names.includes("tensorflow")) {
    refuse(flags, ["device", "batchPairs"], "without --engine tensorflow");
  }
  return names;
}

/** An estimate is of its own shapes, or of one of which two numbers are known. */
function refuseBesideEstimate(
  split: string | undefined,
  flags: FlagValues<typeof FLAGS>,
): void {
  refuse(flags, ["engine", "device", "threads"], "with --estimate");
  if (
    split !== undefined || (flags.items === undefined) !==
      (flags.pairs === undefined)
  ) {
    throw new UsageError(
      `Cannot estimate: both of --items and --pairs must be given, or neither, and no split, got ${
        split === undefined ? "one of them" : `"${split}"`
      }`,
    );
  }
}

function shapesOf({ items, pairs }: FlagValues<typeof FLAGS>) {
  return items === undefined || pairs === undefined
    ? CATALOGUE_SHAPES
    : [{ name: "as asked", items, pairs }];
}

function refuse(
  flags: FlagValues<typeof FLAGS>,
  names: readonly (keyof typeof FLAGS)[],
  where: string,
): void {
  for (const name of names) {
    if (flags[name] === undefined) continue;
    throw new UsageError(
      `Cannot bench train: ${flagSpelling(name)} must be absent ${where}, got ${
        flags[name]
      }`,
    );
  }
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
