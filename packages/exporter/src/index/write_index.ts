import {
  encodeVectorIndexFooter,
  expectNumber,
  type ItemModel,
  KindredError,
  type OnProgress,
  vectorIndexLayout,
} from "@kindred/core";
import { open, stat } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { trainedRows } from "../lists/_trained_items.ts";
import { writeAt } from "../lists/_write_at.ts";
import { type BestTen, findBestTen, TEN } from "./_best_ten.ts";
import { type IndexVectors, indexVectors } from "./_index_vectors.ts";
import {
  loadUsearch,
  type Usearch,
  type UsearchConfig,
} from "./_load_usearch.ts";

/** Settings of {@linkcode writeIndex}. */
export interface WriteIndexOptions {
  /**
   * Training pairs that hold each item, uint32, shape `[itemCount]`. Items of none
   * are not in the index.
   */
  pairCounts: Uint32Array;
  /** The least recall@10, a number in (0, 1]. Default 0.97. */
  recall?: number;
  /**
   * Threads that find the exact answers. Default one a processor. The index is
   * built by one, as several give other bytes each time.
   */
  threads?: number;
  /** Stops the work. Default: never. */
  signal?: AbortSignal;
  /** Receives how many items are in the index. Default nobody. */
  onProgress?: OnProgress;
}

/** What {@linkcode writeIndex} has made. */
export interface WrittenIndex {
  /** How many items are in it. */
  items: number;
  /** How many of the ten best it finds, in `[0, 1]`, with that expansion. */
  recallAt10: number;
  /** How many items were asked for to measure that. */
  queries: number;
  /** How many candidates a search keeps in sight. */
  expansion: number;
}

/** How an index is built: the second way where the first does not find enough. */
const WAYS = [
  { connectivity: 16, expansion_add: 128, equalLengths: false },
  { connectivity: 32, expansion_add: 128, equalLengths: true },
] as const;

/** How many candidates a search keeps in sight: the least that does. */
const EXPANSIONS = [64, 128, 256, 512, 1024, 2048] as const;

/** Items by which the recall is measured, at most. */
const QUERIES = 2000;

/** Items that are added between two turns of the event loop: some 10 ms. */
const SLICE = 64;

/** Time between two reports, in ms. */
const REPORT_MS = 250;

/**
 * Writes the approximate index of a model's trained items (usearch, half
 * precision), laid out as `vectorIndexLayout()` of `@kindred/core` says. It is
 * compared with the exact answers of up to 2,000 items, evenly spread, and asked
 * to keep as many candidates in sight as the wanted recall takes.
 *
 * The same model gives the same bytes.
 *
 * @param path A file that does not exist yet; it is left as it is on failure.
 * @param model The model.
 * @param options See {@linkcode WriteIndexOptions}.
 * @throws {KindredError} If usearch is not installed, no item is trained, or the
 * recall is not reached.
 * @throws {RangeError} If an option is out of range, there is not a pair count for
 * each item, or a vector is longer than half precision can say.
 * @throws The signal's reason, if it is aborted.
 */
export async function writeIndex(
  path: string,
  model: ItemModel,
  options: WriteIndexOptions,
): Promise<WrittenIndex> {
  const { pairCounts, recall = 0.97, signal } = options;
  expectNumber("make an approximate index", "recall", recall, {
    min: 0,
    max: 1,
    above: true,
  });
  const candidates = trainedRows(pairCounts);
  if (candidates.length === 0) {
    throw new KindredError(
      "Cannot make an approximate index: a training pair must hold some item, got none",
    );
  }
  const Index = await loadUsearch();
  const exact = await findBestTen(
    model,
    pairCounts,
    evenlySpread(candidates, QUERIES),
    options,
  );
  let best = 0;
  for (const { equalLengths, ...way } of WAYS) {
    const vectors = indexVectors(model, candidates, equalLengths);
    const config = { dimensions: vectors.width, ...PRECISION, ...way };
    await build(path, Index, config, vectors, candidates, options);
    for (const expansion of EXPANSIONS) {
      const index = new Index({ ...config, expansion_search: expansion });
      index.view(path);
      const recallAt10 = await measureRecall(index, vectors, exact, signal);
      best = Math.max(best, recallAt10);
      if (recallAt10 < recall) continue;
      await append(path, model, candidates, { expansion, recallAt10 });
      return {
        items: candidates.length,
        recallAt10,
        queries: exact.queries.length,
        expansion,
      };
    }
  }
  throw new KindredError(
    `Cannot make an approximate index: it must find ${recall} of the ${TEN} best, got ${best}`,
  );
}

/** Half precision, by inner product. */
const PRECISION = { metric: "ip", quantization: "f16" } as const;

/** Returns at most so many of the rows, evenly spread. */
function evenlySpread(rows: Uint32Array, most: number): Uint32Array {
  const count = Math.min(rows.length, most);
  return Uint32Array.from(
    { length: count },
    (_, i) => rows[Math.floor(i * rows.length / count)]!,
  );
}

/** Builds an index and saves it as usearch does. */
async function build(
  path: string,
  Index: Usearch,
  config: Omit<UsearchConfig, "expansion_search">,
  vectors: IndexVectors,
  candidates: Uint32Array,
  { signal, onProgress }: WriteIndexOptions,
): Promise<void> {
  const index = new Index({ ...config, expansion_search: EXPANSIONS[0] });
  const total = candidates.length;
  let reported = performance.now();
  for (let from = 0; from < total; from += SLICE) {
    await setImmediate();
    signal?.throwIfAborted();
    if (performance.now() - reported > REPORT_MS) {
      onProgress?.({ task: "index", done: from, total, unit: "items" });
      reported = performance.now();
    }
    const rows = candidates.subarray(from, from + SLICE);
    // One thread: the order in which items come in makes the index.
    index.add(BigUint64Array.from(rows, BigInt), vectors.of(rows), 1);
  }
  index.save(path);
  onProgress?.({ task: "index", done: total, total, unit: "items" });
}

/** Returns which part of the ten best an index finds. */
async function measureRecall(
  index: InstanceType<Usearch>,
  vectors: IndexVectors,
  exact: BestTen,
  signal: AbortSignal | undefined,
): Promise<number> {
  let hits = 0;
  for (const [q, query] of exact.queries.entries()) {
    if (q % SLICE === 0) await setImmediate();
    signal?.throwIfAborted();
    const { keys } = index.search(vectors.query(query), TEN + 1, 1);
    const found = Uint32Array.from(keys, Number).filter((row) => row !== query);
    hits += exact.hits(q, found.subarray(0, TEN));
  }
  return exact.total === 0 ? 1 : hits / exact.total;
}

/** Adds what usearch does not keep: the candidates' rows and a footer. */
async function append(
  path: string,
  model: ItemModel,
  candidates: Uint32Array,
  found: { expansion: number; recallAt10: number },
): Promise<void> {
  const { embeddings: { itemCount, dimensions }, globalBias } = model;
  const shape = {
    itemCount,
    candidateCount: candidates.length,
    dimensions,
    crossed: model.crossed ?? false,
    globalBias,
    ...found,
    bodyBytes: (await stat(path)).size,
  };
  const { rows } = vectorIndexLayout(shape);
  const file = await open(path, "r+");
  try {
    await writeAt(file, candidates.slice(), rows);
    await writeAt(
      file,
      encodeVectorIndexFooter(shape),
      rows + 4 * candidates.length,
    );
  } finally {
    await file.close();
  }
}
