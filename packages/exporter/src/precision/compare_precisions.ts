import {
  expectNumber,
  type ItemModel,
  MODEL_FILES,
  MODEL_TENSORS as T,
  type OnProgress,
} from "@kindred/core";
import { mkdir, rm, stat } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { writeGraphs } from "../onnx/write_graphs.ts";
import { sampleRows } from "../verify/sample_rows.ts";
import { type RunGraph, withGraph } from "../verify/with_graph.ts";
import { firstBeyondHalves } from "./half_floats.ts";
import { type Precision, PRECISIONS } from "./precision.ts";

/** Neighbours asked for: recall is at this. */
const K = 10;

/** Items asked for: so many, or fewer where there are many items. */
const QUERIES = { least: 30, most: 200 };

/** Products of two numbers that may be spent on more than the least. */
const PRODUCTS = 2 ** 29;

/** Answers that are not timed: the first ones are slower. */
const WARM_UP = 3;

/** What one precision costs and loses. */
export interface PrecisionFigures {
  /** Which. */
  precision: Precision;
  /** Length of the weights' file. */
  bytes: number;
  /** Median time of one answer in milliseconds, on one thread. */
  milliseconds: number;
  /**
   * How many of the 10 neighbours that f32 gives are not among those that this
   * one gives, as a share in [0, 1].
   */
  lostRecallAt10: number;
}

/** What all precisions cost and lose: `precision.json`. */
export interface PrecisionComparison {
  /** Items that were asked for, one at a time. */
  queries: number;
  /** The processor on which times were taken. */
  processor: string;
  /** A row for each precision. */
  precisions: PrecisionFigures[];
}

/** Settings of {@linkcode comparePrecisions}. */
export interface ComparePrecisionsOptions {
  /** Training pairs of each item, uint32, shape `[items]`. */
  pairCounts: Uint32Array;
  /**
   * A folder that does not exist yet, on a disk with room for the model: it is
   * made, and removed at the end.
   */
  scratch: string;
  /**
   * Items to ask for at most, a whole number >= 1; always the same ones. Default
   * 200, or down to 30 for a large catalogue.
   */
  queries?: number;
  /** Stops the work. Default: never. */
  signal?: AbortSignal | undefined;
  /** Receives how many precisions are done. Default nobody. */
  onProgress?: OnProgress | undefined;
}

/**
 * Writes a model in each precision, asks for neighbours, and says what each costs
 * and loses. What is lost is the same on every run, times are not. A precision that
 * the vectors do not fit (f16 ends at 65,504) is left out.
 *
 * @param model The model.
 * @param options See {@linkcode ComparePrecisionsOptions}.
 * @returns The figures, f32 first.
 * @throws {RangeError} If `queries` is out of range.
 * @throws The signal's reason, if it is aborted.
 */
export async function comparePrecisions(
  model: ItemModel,
  options: ComparePrecisionsOptions,
): Promise<PrecisionComparison> {
  const { pairCounts, scratch, signal, onProgress } = options;
  const { itemCount, dimensions } = model.embeddings;
  const affordable = Math.floor(PRODUCTS / (itemCount * dimensions));
  const wanted = expectNumber(
    "compare precisions",
    "queries",
    options.queries ??
      Math.min(QUERIES.most, Math.max(QUERIES.least, affordable)),
    { min: 1, whole: true },
  );
  const rows = sampleRows(itemCount, wanted);
  const precisions: PrecisionFigures[] = [];
  let exact: Set<number>[] | undefined;
  for (const [done, precision] of PRECISIONS.entries()) {
    signal?.throwIfAborted();
    const { values } = model.embeddings;
    if (precision === "f16" && firstBeyondHalves(values) !== -1) continue;
    await mkdir(scratch);
    try {
      await writeGraphs(scratch, model, pairCounts, { precision, signal });
      const { size } = await stat(join(scratch, MODEL_FILES.weights));
      const { answers, milliseconds } = await withGraph(
        scratch,
        MODEL_FILES.neighbours,
        (run) => answerAll(run, rows, Math.min(K, itemCount), signal),
        { threads: 1, precision },
      );
      exact ??= answers;
      precisions.push({
        precision,
        bytes: size,
        milliseconds,
        lostRecallAt10: lostRecall(exact, answers),
      });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
    onProgress?.({
      task: "precisions",
      done: done + 1,
      total: PRECISIONS.length,
      unit: "precisions",
    });
  }
  return {
    queries: rows.length,
    processor: cpus()[0]?.model.trim() || "unknown",
    precisions,
  };
}

/** Asks for the neighbours of one item after the other. */
async function answerAll(
  run: RunGraph,
  rows: Uint32Array,
  k: number,
  signal: AbortSignal | undefined,
): Promise<{ answers: Set<number>[]; milliseconds: number }> {
  const answers: Set<number>[] = [];
  const times: number[] = [];
  const ask = async (row: number) => {
    const start = performance.now();
    const outputs = await run({
      [T.item]: { values: Uint32Array.of(row), dims: [1, 1] },
      [T.weight]: { values: Float32Array.of(1), dims: [1, 1] },
      [T.excluded]: { values: new Uint32Array(), dims: [1, 0] },
      [T.k]: { values: Uint32Array.of(k), dims: [1] },
    });
    times.push(performance.now() - start);
    const probabilities = outputs[T.neighbourProbability]!.values;
    // What fills a list up is impossible.
    return new Set(
      Array.from(outputs[T.neighbour]!.values)
        .filter((_, place) => probabilities[place]! > 0),
    );
  };
  for (let i = 0; i < WARM_UP; i++) await ask(rows[i % rows.length]!);
  times.length = 0;
  for (const row of rows) {
    signal?.throwIfAborted();
    answers.push(await ask(row));
  }
  times.sort((a, b) => a - b);
  return { answers, milliseconds: times[times.length >> 1]! };
}

/** The share of the exact answers' items that are not among the others'. */
function lostRecall(
  exact: readonly ReadonlySet<number>[],
  found: readonly ReadonlySet<number>[],
): number {
  let all = 0;
  let lost = 0;
  for (const [q, answer] of exact.entries()) {
    all += answer.size;
    for (const item of answer) if (!found[q]!.has(item)) lost++;
  }
  return all === 0 ? 0 : lost / all;
}
