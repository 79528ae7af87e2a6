import {
  createRandom,
  type ItemModel,
  MODEL_FILES,
  MODEL_TENSORS as T,
} from "@kindred/core";
import {
  pairLogits,
  scoreItemsReference,
  sigmoid,
  topKReference,
} from "@kindred/kernels";
import { join } from "node:path";
import { ExportMismatchError } from "./export_mismatch_error.ts";

/**
 * The largest allowed absolute difference. The graphs add in single precision:
 * a dot product of 128 numbers of size 1 errs by about 1e-6.
 */
export const TOLERANCE = 1e-5;

/** Items that are compared, at most. */
const SAMPLE = 256;

/** Neighbours that are compared for each of them, at most. */
const NEIGHBOURS = 20;

/** Items whose neighbours are asked for in one call. */
const BATCH = 16;

/** The largest absolute difference found in each graph. */
export interface Verification {
  /** In vectors. */
  embed: number;
  /** In probabilities of pairs. */
  score: number;
  /** In probabilities of neighbours, place by place and item by item. */
  neighbours: number;
}

/**
 * Opens the three graphs with ONNX Runtime and compares their answers with
 * plain arithmetic on the vectors, for the first, the last and randomly drawn
 * items.
 *
 * @param directory Folder of the graphs.
 * @param model What was exported.
 * @param pairCounts Training pairs of each item, uint32, shape `[items]`.
 * @returns The largest difference in each graph.
 * @throws {ExportMismatchError} If one differs by more than {@linkcode TOLERANCE}.
 */
export async function verifyGraphs(
  directory: string,
  model: ItemModel,
  pairCounts: Uint32Array,
): Promise<Verification> {
  const items = sampleItems(model.embeddings.itemCount);
  const found = {
    embed: await verifyEmbed(directory, model, items),
    score: await verifyScore(directory, model, items),
    neighbours: await verifyNeighbours(directory, model, items, pairCounts),
  };
  for (const [graph, difference] of Object.entries(found)) {
    // Written so that NaN, too, is a difference.
    if (!(difference <= TOLERANCE)) {
      throw new ExportMismatchError(
        MODEL_FILES[graph as keyof Verification],
        difference,
        TOLERANCE,
      );
    }
  }
  return found;
}

async function verifyEmbed(
  directory: string,
  { embeddings: { values, dimensions } }: ItemModel,
  items: Uint32Array,
): Promise<number> {
  const { [T.vector]: vectors } = await withGraph(
    directory,
    MODEL_FILES.embed,
    (run) => run({ [T.item]: toInt64(items) }),
  );
  let worst = 0;
  for (const [s, item] of items.entries()) {
    for (let i = 0; i < dimensions; i++) {
      const expected = values[item * dimensions + i]!;
      const actual = Number(vectors![s * dimensions + i]);
      worst = largest(worst, actual - expected);
    }
  }
  return worst;
}

async function verifyScore(
  directory: string,
  model: ItemModel,
  items: Uint32Array,
): Promise<number> {
  const right = items.toReversed();
  const { [T.probability]: probabilities } = await withGraph(
    directory,
    MODEL_FILES.score,
    (run) => run({ [T.left]: toInt64(items), [T.right]: toInt64(right) }),
  );
  let worst = 0;
  for (const [s, item] of items.entries()) {
    const expected = pairProbability(model, item, right[s]!);
    worst = largest(worst, Number(probabilities![s]) - expected);
  }
  return worst;
}

function verifyNeighbours(
  directory: string,
  model: ItemModel,
  items: Uint32Array,
  pairCounts: Uint32Array,
): Promise<number> {
  return withGraph(
    directory,
    MODEL_FILES.neighbours,
    (run) => compareNeighbours(run, model, items, pairCounts),
  );
}

async function compareNeighbours(
  run: RunGraph,
  model: ItemModel,
  items: Uint32Array,
  pairCounts: Uint32Array,
): Promise<number> {
  const { itemCount } = model.embeddings;
  const k = Math.min(NEIGHBOURS, itemCount - 1);
  let worst = 0;
  for (let start = 0; start < items.length; start += BATCH) {
    const batch = items.subarray(start, start + BATCH);
    const outputs = await run({
      [T.item]: toInt64(batch),
      [T.k]: BigInt64Array.of(BigInt(k)),
    });
    const scores = new Float32Array(batch.length * itemCount);
    scoreItemsReference(model, batch, scores);
    for (const [b, item] of batch.entries()) {
      const row = scores.subarray(b * itemCount, (b + 1) * itemCount);
      for (let i = 0; i < itemCount; i++) {
        if (i === item || pairCounts[i] === 0) row[i] = -Infinity;
      }
      const expected = topKReference(row, k).indices;
      for (let place = 0; place < k; place++) {
        const at = b * k + place;
        const actual = Number(outputs[T.neighbourProbability]![at]);
        const neighbour = Number(outputs[T.neighbour]![at]);
        if (place >= expected.length) {
          // Fewer candidates than k: the graph fills up with impossible ones.
          worst = largest(worst, actual);
          continue;
        }
        // The right probability at each place, and the named item has it:
        // equal scores may come in either order.
        const best = pairProbability(model, item, expected[place]!);
        worst = largest(worst, actual - best);
        worst = largest(
          worst,
          row[neighbour] === -Infinity
            ? NaN
            : actual - pairProbability(model, item, neighbour),
        );
      }
    }
  }
  return worst;
}

type Values = Float32Array | BigInt64Array;

/** Runs a graph once on its inputs, int64, each of one axis. */
type RunGraph = (
  inputs: Record<string, BigInt64Array>,
) => Promise<Record<string, Values>>;

/** Opens a graph, hands it to `use`, and closes it whatever happens. */
async function withGraph<R>(
  directory: string,
  file: string,
  use: (run: RunGraph) => Promise<R>,
): Promise<R> {
  const { InferenceSession, Tensor } = await import("onnxruntime-node");
  const session = await InferenceSession.create(join(directory, file));
  try {
    return await use(async (inputs) => {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, values]) => [
          name,
          new Tensor("int64", values, [values.length]),
        ]),
      );
      const outputs = await session.run(feeds);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data }]) => [
          name,
          data as Values,
        ]),
      );
    });
  } finally {
    await session.release();
  }
}

function pairProbability(model: ItemModel, a: number, b: number): number {
  const [logit] = pairLogits(model, Uint32Array.of(a), Uint32Array.of(b));
  return sigmoid(logit!);
}

/** The first, the last, and others drawn at random. */
function sampleItems(itemCount: number): Uint32Array {
  if (itemCount <= SAMPLE) {
    return Uint32Array.from({ length: itemCount }, (_, i) => i);
  }
  const random = createRandom(0);
  return Uint32Array.from({ length: SAMPLE }, (_, s) => {
    if (s === 0) return 0;
    return s === 1 ? itemCount - 1 : random.below(itemCount);
  });
}

function toInt64(rows: Uint32Array): BigInt64Array {
  return BigInt64Array.from(rows, BigInt);
}

/** The larger of `worst` and |difference|; once NaN, always NaN. */
function largest(worst: number, difference: number): number {
  return Math.max(worst, Math.abs(difference));
}
