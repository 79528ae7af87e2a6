import { formatCount, formatTable } from "../terminal/format.ts";
import type { BenchTrainReport } from "./bench_train.ts";

/** Returns what was measured as lines, with what the columns mean. */
export function trainingTable(report: BenchTrainReport): string[] {
  const { graph, randomAccess, training } = report;
  const hasBatches = training.some(({ batch }) => batch !== null);
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(2);
  return [
    `${formatCount(graph.items)} items in ${
      formatCount(graph.pairs)
    } pairs, ${graph.dimensions} dimensions`,
    "",
    ...formatTable([
      ["random access", "threads", "GB/s"],
      ...randomAccess.map(({ threads, bytesPerSecond }) => [
        "rows read and written",
        String(threads),
        gigabytes(bytesPerSecond),
      ]),
    ]),
    "",
    ...formatTable([
      [
        "training",
        "engine",
        "threads",
        ...hasBatches ? ["batch"] : [],
        "pairs/s",
        "s/epoch",
        "× reference",
        "GB/s",
        "of random access",
        ...hasBatches ? ["MB a step", "operations' GB/s"] : [],
      ],
      ...training.map((figure) => [
        figure.workload,
        figure.device === "cpu"
          ? figure.engine
          : `${figure.engine}, ${figure.device}`,
        figure.device === "cpu" ? String(figure.threads) : "",
        ...hasBatches ? [formatCountOf(figure.batch?.meanPairs)] : [],
        formatCount(figure.pairsPerSecond),
        figure.secondsPerEpoch.toFixed(2),
        figure.timesReference.toFixed(2),
        figure.bytesPerSecond === null ? "" : gigabytes(figure.bytesPerSecond),
        figure.shareOfRandomAccess === null
          ? ""
          : `${Math.round(100 * figure.shareOfRandomAccess)}%`,
        ...hasBatches
          ? [
            figure.batch === null
              ? ""
              : (figure.batch.stepBytes / 1e6).toFixed(1),
            figure.batch === null ? "" : gigabytes(figure.batch.bytesPerSecond),
          ]
          : [],
      ]),
    ]),
    "",
    ...EXPLANATION,
    ...hasBatches ? BATCH_EXPLANATION : [],
  ];
}

function formatCountOf(count: number | undefined): string {
  return count === undefined ? "" : formatCount(count);
}

const EXPLANATION = [
  "Medians of measurements in turns. Random access: WebAssembly threads add 1 to",
  "every number of each row of a table as large as the model's, in random order.",
  "GB/s of training: the rows that the algorithm reads and writes; it can pass",
  "random access where a row is still in a cache. ALS: pairs/s are those of a whole",
  "iteration, so s/epoch is an iteration's; arithmetic bounds it. The reference",
  "engine is measured on fewer pairs (see --json), s/epoch being reckoned from it.",
];

const BATCH_EXPLANATION = [
  "Batch: pairs of a step, the mean; a batch has half as many as its block has",
  "items, at most. MB a step: what all operations of a step read and write, tensors",
  "between them too, counted on paper (--estimate has more).",
];
