import {
  createRandom,
  type ItemModel,
  MODEL_FILES,
  MODEL_TENSORS as T,
} from "@kindred/core";
import { sigmoid, topKReference } from "@kindred/kernels";
import { ExportMismatchError } from "./export_mismatch_error.ts";
import type { Precision } from "./precision/precision.ts";
import { type VectorTable, vectorTable } from "./precision/vector_table.ts";
import {
  type Basket,
  type BasketQuery,
  basketQuery,
  drawBasket,
} from "./verify/basket.ts";
import { sampleRows } from "./verify/sample_rows.ts";
import { type RunGraph, withGraph } from "./verify/with_graph.ts";

/**
 * The largest allowed absolute difference. The graphs add in single precision:
 * a dot product of 128 numbers of size 1 errs by about 1e-6. Vectors that are much
 * longer are given more, in proportion to their lengths.
 */
export const TOLERANCE = 1e-5;

/** How far a dot product in single precision may be off, in lengths multiplied. */
const DOT_ERROR = 2 ** -21;

/** How much less than a logit a probability can change. */
const SIGMOID_SLOPE = 1 / 4;

/** Items that are compared, at most. */
const SAMPLE = 256;

/** Baskets that are compared: so many, or fewer where there are many items. */
const BASKETS = { least: 16, most: 64 };

/** Products of two numbers that may be spent on more than the least: part of a second. */
const PRODUCTS = 2 ** 28;

/** Neighbours that are compared for each of them, at most. */
const NEIGHBOURS = 20;

/** Baskets whose neighbours are asked for in one call. */
const BATCH = 16;

/** Places of a basket. */
const WIDTH = 3;

/** The largest absolute difference found in each graph. */
export interface Verification {
  /** In vectors. */
  embed: number;
  /** In probabilities of pairs. */
  score: number;
  /** In probabilities of neighbours, place by place and item by item. */
  neighbours: number;
}

/** Settings of {@linkcode verifyGraphs}. */
export interface VerifyOptions {
  /** How the vectors are kept in the graphs. Default `"f32"`. */
  precision?: Precision;
  /** Stops the work when it is aborted. Default: never. */
  signal?: AbortSignal | undefined;
}

/**
 * Opens the three graphs with ONNX Runtime and compares their answers with
 * plain arithmetic on the vectors in their precision: for the first, the last and
 * randomly drawn items, alone and in baskets, some with the best excluded.
 *
 * @param directory Folder of the graphs.
 * @param model What was exported.
 * @param pairCounts Training pairs of each item, uint32, shape `[items]`.
 * @param options See {@linkcode VerifyOptions}.
 * @returns The largest difference in each graph.
 * @throws {ExportMismatchError} If one differs by more than {@linkcode TOLERANCE}.
 */
export async function verifyGraphs(
  directory: string,
  model: ItemModel,
  pairCounts: Uint32Array,
  options: VerifyOptions = {},
): Promise<Verification> {
  const { precision = "f32" } = options;
  const table = vectorTable(model.embeddings, precision);
  const exported = { directory, model, pairCounts, table, precision };
  const found: Partial<Verification> = {};
  for (
    const [graph, verify] of [
      ["embed", verifyEmbed],
      ["score", verifyScore],
      ["neighbours", verifyNeighbours],
    ] as const
  ) {
    options.signal?.throwIfAborted();
    const differences = new Differences();
    await verify(exported, differences, options.signal);
    if (!differences.allowed) {
      throw new ExportMismatchError(
        MODEL_FILES[graph],
        differences.largest,
        TOLERANCE,
      );
    }
    found[graph] = differences.largest;
  }
  return found as Verification;
}

/** What is compared. */
interface Exported {
  directory: string;
  model: ItemModel;
  pairCounts: Uint32Array;
  table: VectorTable;
  precision: Precision;
}

/** Differences found so far. */
class Differences {
  /** The largest without its sign; once NaN, always NaN. */
  largest = 0;
  #beyond = 0;

  /** Whether none was larger than allowed; written so that NaN is. */
  get allowed(): boolean {
    return this.#beyond <= TOLERANCE;
  }

  /** Takes one, of which `slack` is allowed beside the tolerance. */
  add(difference: number, slack = 0): void {
    const size = Math.abs(difference);
    this.largest = Math.max(this.largest, size);
    this.#beyond = Math.max(this.#beyond, size - slack);
  }
}

async function verifyEmbed(
  { directory, model, table }: Exported,
  differences: Differences,
): Promise<void> {
  const { itemCount, dimensions } = model.embeddings;
  const items = sampleRows(itemCount, SAMPLE);
  const { [T.vector]: vectors } = await withGraph(
    directory,
    MODEL_FILES.embed,
    (run) => run({ [T.item]: { values: items, dims: [items.length] } }),
  );
  const expected = new Float32Array(dimensions);
  for (const [s, item] of items.entries()) {
    table.read(item, expected);
    for (let i = 0; i < dimensions; i++) {
      differences.add(vectors!.values[s * dimensions + i]! - expected[i]!);
    }
  }
}

async function verifyScore(
  { directory, model, table }: Exported,
  differences: Differences,
): Promise<void> {
  const { embeddings: { itemCount, dimensions }, itemBias } = model;
  const left = sampleRows(itemCount, SAMPLE);
  const right = left.toReversed();
  const dims = [left.length];
  const { [T.probability]: probabilities } = await withGraph(
    directory,
    MODEL_FILES.score,
    (run) =>
      run({
        [T.left]: { values: left, dims },
        [T.right]: { values: right, dims },
      }),
  );
  const found = new Float32Array(dimensions);
  for (const [s, item] of left.entries()) {
    const { vector, bias } = basketQuery(model, table, alone(right[s]!));
    table.read(item, found);
    const logit = dot(vector, found) + itemBias[item]! + bias +
      model.globalBias;
    differences.add(
      probabilities!.values[s]! - sigmoid(logit),
      SIGMOID_SLOPE * DOT_ERROR * lengthOf(vector) * lengthOf(found),
    );
  }
}

function verifyNeighbours(
  exported: Exported,
  differences: Differences,
  signal?: AbortSignal,
): Promise<void> {
  const { itemCount, dimensions } = exported.model.embeddings;
  const affordable = Math.floor(PRODUCTS / (itemCount * dimensions));
  const items = sampleRows(
    itemCount,
    Math.min(BASKETS.most, Math.max(BASKETS.least, affordable)),
  );
  const random = createRandom(0, 1);
  const baskets = Array.from(
    items,
    // Every other is an item alone.
    (item, s) =>
      drawBasket(
        item,
        s % 2 === 0 ? 1 : 1 + s % WIDTH,
        WIDTH,
        itemCount,
        random,
      ),
  );
  return withGraph(
    exported.directory,
    MODEL_FILES.neighbours,
    async (run) => {
      for (let start = 0; start < baskets.length; start += BATCH) {
        signal?.throwIfAborted();
        const some = baskets.slice(start, start + BATCH);
        // Both without exclusions and, of the same baskets, with.
        await compareNeighbours(exported, run, some, differences);
      }
    },
    { precision: exported.precision },
  );
}

/** Compares the neighbours of some baskets: first of all items, then less the best. */
async function compareNeighbours(
  exported: Exported,
  run: RunGraph,
  baskets: readonly Basket[],
  differences: Differences,
): Promise<void> {
  const { model, table } = exported;
  const { itemCount } = model.embeddings;
  const queries = baskets.map((basket) => basketQuery(model, table, basket));
  const { scores, longest } = plainScores(exported, queries);
  const k = Math.min(NEIGHBOURS, itemCount);
  for (const [b, { rows }] of baskets.entries()) {
    for (const row of rows) scores[b * itemCount + row] = -Infinity;
  }
  let excluded = new Uint32Array();
  for (const _ of ["none", "best"]) {
    const outputs = await run({
      [T.item]: {
        values: Uint32Array.from(baskets.flatMap(({ rows }) => [...rows])),
        dims: [baskets.length, WIDTH],
      },
      [T.weight]: {
        values: Float32Array.from(
          baskets.flatMap(({ weights }) => [...weights]),
        ),
        dims: [baskets.length, WIDTH],
      },
      [T.excluded]: {
        values: excluded,
        dims: [baskets.length, excluded.length / baskets.length],
      },
      [T.k]: { values: Uint32Array.of(k), dims: [1] },
    });
    const best = new Uint32Array(baskets.length);
    for (const [b, { vector, bias }] of queries.entries()) {
      const row = scores.subarray(b * itemCount, (b + 1) * itemCount);
      const expected = topKReference(row, k).indices;
      best[b] = expected[0] ?? baskets[b]!.rows[0]!;
      // Rounded this way or that: nothing can be said.
      if (table.asked(vector) === null) continue;
      const slack = SIGMOID_SLOPE *
        (table.slack(vector) + DOT_ERROR * lengthOf(vector) * longest);
      const probability = (item: number) =>
        sigmoid(row[item]! + bias + model.globalBias);
      for (let place = 0; place < k; place++) {
        const at = b * k + place;
        const actual = outputs[T.neighbourProbability]!.values[at]!;
        const neighbour = outputs[T.neighbour]!.values[at]!;
        if (place >= expected.length) {
          // Fewer candidates than k: the graph fills up with impossible ones.
          differences.add(actual);
          continue;
        }
        // The right probability at each place, and the named item has it:
        // equal scores may come in either order.
        differences.add(actual - probability(expected[place]!), slack);
        differences.add(
          row[neighbour] === -Infinity ? NaN : actual - probability(neighbour),
          slack,
        );
      }
      row[best[b]!] = -Infinity;
    }
    excluded = best;
  }
}

/**
 * The score of every item for some queries, -Infinity for the untrained, shape
 * `[queries, items]`, and the length of the longest vector.
 */
function plainScores(
  { model, pairCounts, table }: Exported,
  queries: readonly BasketQuery[],
): { scores: Float32Array; longest: number } {
  const { embeddings: { itemCount, dimensions }, itemBias } = model;
  const asked = queries.map(({ vector }) => table.asked(vector) ?? vector);
  const scores = new Float32Array(queries.length * itemCount);
  const candidate = new Float32Array(dimensions);
  let longest = 0;
  for (let i = 0; i < itemCount; i++) {
    table.read(i, candidate);
    longest = Math.max(longest, lengthOf(candidate));
    for (let q = 0; q < asked.length; q++) {
      scores[q * itemCount + i] = pairCounts[i] === 0
        ? -Infinity
        : dot(asked[q]!, candidate) + itemBias[i]!;
    }
  }
  return { scores, longest };
}

function alone(row: number): Basket {
  return { rows: Uint32Array.of(row), weights: Float32Array.of(1) };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function lengthOf(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}
